import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, instantAt } from '#kernel/time';
import { type MarketplaceCtx, marketplaceService } from '../../definition.ts';
import { mayServe } from '../../domain/provider.ts';
import { quoteAccepted } from '../../events.ts';
import { record } from '../../job/record.ts';
import { takeTime, visitAt } from '../../queries/calendar.ts';
import { eventAbout, findCard, jobOf } from '../../queries/jobs.ts';
import { findProvider, standingOf } from '../../queries/providers.ts';
import type { QuoteRow } from '../../queries/quotes.ts';
import { livesIn } from '../../queries/residents.ts';
import { openQuote } from '../../quote/decide.ts';

export const acceptQuote = marketplaceService.operation('acceptQuote', async (ctx, { quoteId, start }, call) =>
  ctx.db.transaction(async tx => {
    const quote = await openQuote(ctx, tx, call, quoteId, 'resident');
    const { state } = await tx.one({
      state: col.text,
    })`select state from quote_requests where id = ${quote.request_id}`;
    if (state !== 'open')
      fail('conflict', 'Another quote of this request was accepted already.', { reason: 'request_taken' });
    const visit = await chosenVisit(ctx, tx, quote, start);
    const jobId = ctx.id();
    const payBy = payUntil(ctx, visit.startsAt);
    const { userId } = call;
    await tx.run`
      insert into job_bookings (id, quote_id, request_id, provider_id, building_id, unit_id, user_id, state, verified,
                                total, tax, currency, warranty_days, free_cancel_hours, late_cancel_percent, expires_at,
                                due_at, accepted_at)
      values (${jobId}, ${quoteId}, ${quote.request_id}, ${quote.provider_id}, ${quote.building_id}, ${quote.unit_id},
              ${userId}, 'accepted', ${await livesIn(tx, userId, quote.unit_id)}, ${quote.total}, ${quote.tax},
              ${quote.currency}, ${quote.warranty_days}, ${quote.free_cancel_hours}, ${quote.late_cancel_percent},
              ${payBy}, ${payBy}, ${ctx.now()})`;
    const { provider_id: providerId, building_id: buildingId, zone } = quote;
    const booking = { id: ctx.id(), providerId, buildingId, jobId, claimId: null, zone, passCode: null };
    await takeTime(tx, { ...booking, ...visit });
    await tx.run`update quotes set state = 'accepted', version = version + 1 where id = ${quoteId}`;
    await tx.run`
      update quote_requests set state = 'accepted', version = version + 1 where id = ${quote.request_id}`;
    await record(ctx, tx, jobId, { by: userId, what: 'accepted' });
    await ctx.publish(tx, quoteAccepted, { ...eventAbout((await findCard(tx, jobId))!), payBy });
    return jobOf(tx, jobId);
  }),
);

/** One of the times the quote proposes, that is still to come, of a provider that may still come. */
async function chosenVisit(ctx: MarketplaceCtx, tx: Tx, quote: QuoteRow, start: string) {
  const slot = quote.slots.find(each => each.start === start);
  if (!slot) fail('invalid_argument', 'Choose one of the times that the quote proposes.', { reason: 'no_such_slot' });
  const visit = visitAt(quote.zone, slot);
  if (visit.startsAt <= ctx.now()) fail('failed_precondition', 'This time is over.', { reason: 'slot_over' });
  const provider = (await findProvider(tx, quote.provider_id))!;
  if (!mayServe(provider.state, await standingOf(tx, provider.id, quote.building_id)))
    fail('failed_precondition', 'This provider may not take work in your building now.', { reason: 'may_not_serve' });
  return visit;
}

/** Until when it has to be paid: for a day, but before it begins. */
function payUntil(ctx: MarketplaceCtx, startsAt: string): string {
  const last = instantAt(epochMs(ctx.now()) + ctx.config.payHours * 3_600_000);
  return startsAt < last ? startsAt : last;
}
