// What becomes free is offered to who waits for it, the longest first, and kept for them for a while.

import { CodedError } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import type { Booker } from '../book/book.ts';
import { claimSlot } from '../book/claim.ts';
import { requireQuota } from '../book/quota.ts';
import type { BookingCtx } from '../definition.ts';
import { admit } from '../domain/admission.ts';
import type { Slot } from '../domain/availability.ts';
import { wallText } from '../domain/wall.ts';
import { bookingOffered } from '../events.ts';
import { eventAbout } from '../queries/bookings.ts';
import { conditionsOf, findAsked, type ResourceRow } from '../queries/resources.ts';

/** Keeps slots for somebody until they take them. Raises as `bookSlots`. */
export async function offer(
  ctx: BookingCtx,
  tx: Tx,
  resource: ResourceRow,
  run: readonly Slot[],
  booker: Booker,
  forMs: number,
): Promise<string> {
  const id = ctx.id();
  const expiresAt = earlier(instantAt(epochMs(ctx.now()) + forMs), instantAt(run[0]!.startMs));
  await requireQuota(tx, resource, booker, wallText(run[0]!.from), ctx.now());
  const card = await claimSlot(ctx, tx, { id, resource, run, ...booker, state: 'offered', expiresAt });
  await ctx.publish(tx, bookingOffered, { ...eventAbout(card), expiresAt });
  return id;
}

const earlier = (a: Instant, b: Instant): Instant => (a < b ? a : b);

const entryRow = row({
  id: col.uuid,
  resource_id: col.uuid,
  user_id: col.uuid,
  unit_id: col.uuid.orNull,
  wall_start: col.text,
  wall_end: col.text,
  terms_version: col.int.orNull,
});
const batchSize = 20;

/** One turn of the loop; true if there may be more at once. */
export async function offerFreed(ctx: BookingCtx): Promise<boolean> {
  const due = await ctx.db.many({ id: col.uuid })`
    select id from waitlist where due_at <= ${ctx.now()} and state = 'waiting' order by created_at, id limit ${batchSize}`;
  for (const { id } of due) await ctx.db.transaction(tx => offerTo(ctx, tx, id));
  return due.length > 0;
}

async function offerTo(ctx: BookingCtx, tx: Tx, entryId: string): Promise<void> {
  const entry = await tx.maybe(entryRow)`
    update waitlist set due_at = null where id = ${entryId} and state = ${'waiting'} returning ${entryRow}`;
  if (!entry) return;
  const asked = (await findAsked(tx, entry.resource_id))!;
  const wish = { start: entry.wall_start, end: entry.wall_end, acceptedTerms: entry.terms_version ?? undefined };
  const booker = { userId: entry.user_id, unitId: entry.unit_id };
  try {
    const run = admit(conditionsOf(asked), wish, ctx.now());
    const bookingId = await tx.savepoint(part =>
      offer(ctx, part, asked, run, booker, ctx.config.offerMinutes * 60_000),
    );
    await tx.run`update waitlist set state = 'offered', reservation_id = ${bookingId} where id = ${entryId}`;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    // Somebody else has it again: the wait goes on. What the rules do not allow any more does not come back.
    if (error.code === 'failed_precondition') await tx.run`update waitlist set state = 'over' where id = ${entryId}`;
    else if (error.code !== 'conflict') throw error;
  }
}
