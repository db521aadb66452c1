import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { json, sql } from '#kernel/sql/tag';
import { epochMs, instantAt } from '#kernel/time';
import { type MarketplaceCtx, marketplaceService } from '../../definition.ts';
import { totalsOf } from '../../domain/money.ts';
import { mayServe } from '../../domain/provider.ts';
import { quoteSubmitted } from '../../events.ts';
import { requireWorking, takenOf, visitAt } from '../../queries/calendar.ts';
import { listingOf } from '../../queries/listings.ts';
import { findProvider, type ProviderRow, standingOf } from '../../queries/providers.ts';
import { eventAbout, findQuote, quotesWhere, toQuote } from '../../queries/quotes.ts';
import { answering } from '../../quote/answer.ts';
import { closeQuote } from '../../quote/close.ts';

const maxTotal = 1_000_000_000n;
const maxValidDays = 90;

export const submitQuote = marketplaceService.operation('submitQuote', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { requestId, providerId, validUntil } = input;
    const { request, listingId } = await answering(tx, call, input);
    const provider = (await findProvider(tx, providerId))!;
    await requireServing(tx, provider, request.building_id);
    if (validUntil <= ctx.now() || validUntil > instantAt(epochMs(ctx.now()) + maxValidDays * 86_400_000))
      fail('invalid_argument', `A quote is valid until a time within ${maxValidDays} days.`, {
        reason: 'bad_validity',
      });
    const lines = input.lines.map(line => ({ ...line, unitPrice: BigInt(line.unitPrice) }));
    const { total, tax } = totalsOf(lines);
    if (total === 0n || total > maxTotal) fail('invalid_argument', 'A quote comes to an amount above zero.');
    const slots = await freeSlots(ctx, tx, provider, request.zone, input.slots);
    const before = sql`q.request_id = ${requestId} and q.provider_id = ${providerId} and q.state = 'open'`;
    for (const open of await quotesWhere(tx, before)) await closeQuote(ctx, tx, open, 'withdrawn');
    const listing = (await listingOf(tx, listingId))!;
    const id = ctx.id();
    await tx.run`
      insert into quotes (id, request_id, provider_id, state, lines, total, tax, currency, note, slots, warranty_days,
                          free_cancel_hours, late_cancel_percent, valid_until, created_at)
      values (${id}, ${requestId}, ${providerId}, 'open', ${json(input.lines)}, ${total}, ${tax}, ${listing.currency},
              ${input.note}, ${json(slots)}, ${input.warrantyDays ?? listing.warranty_days},
              ${listing.free_cancel_hours}, ${listing.late_cancel_percent}, ${validUntil}, ${ctx.now()})`;
    const quote = (await findQuote(tx, id))!;
    await ctx.publish(tx, quoteSubmitted, { ...eventAbout(quote), validUntil });
    return toQuote(quote);
  }),
);

/** Raises `failed_precondition` unless a provider may take work in a building now. */
async function requireServing(tx: Tx, provider: ProviderRow, buildingId: string): Promise<void> {
  if (!mayServe(provider.state, await standingOf(tx, provider.id, buildingId)))
    fail('failed_precondition', 'You may not take work in this building now.', { reason: 'may_not_serve' });
}

/** The proposed times as instants, each of which the provider has. */
async function freeSlots(
  ctx: MarketplaceCtx,
  tx: Tx,
  provider: ProviderRow,
  zone: string,
  wanted: readonly { start: string; end: string }[],
) {
  const slots = wanted.map(slot => visitAt(zone, slot));
  if (new Set(slots.map(({ start }) => start)).size < slots.length)
    fail('invalid_argument', 'Propose each time once.', { reason: 'bad_slot' });
  for (const slot of slots) {
    await requireWorking(tx, provider, slot, ctx.now());
    if ((await takenOf(tx, provider.id, slot.startsAt, slot.endsAt)).length > 0)
      fail('conflict', `You are booked at ${slot.start} already.`, { reason: 'slot_taken' });
  }
  return slots;
}
