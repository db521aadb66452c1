// Drives a hold from where it stands to where it rests or ends, and takes over those whose time has come: a driver that was
// killed, a rest that is over, a payment that was heard of, a hold that ran out.

import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { BookingCtx } from '../definition.ts';
import { machine, timers } from '../domain/hold.ts';
import { type Hold, loadHolds } from './load.ts';
import { saveHold } from './save.ts';
import { perform, type StepResult } from './steps.ts';

/** Gives where the hold came to rest, or null if somebody else moved it meanwhile. */
export async function drive(ctx: BookingCtx, start: Hold): Promise<Hold | null> {
  let hold = start;
  for (;;) {
    const result = await next(ctx, hold);
    if (!result) return hold;
    const saved = await saveHold(ctx, hold, result);
    if (!saved) return null;
    hold = saved.hold;
    if (saved.rests) return hold;
  }
}

/** What becomes of a hold now; null where it waits for somebody. */
async function next(ctx: BookingCtx, hold: Hold): Promise<StepResult | null> {
  const { step, expires } = machine[hold.state];
  if (expires && hold.expires_at !== null && hold.expires_at <= ctx.now())
    return { outcome: 'expired', payment: null, error: null };
  return step === null ? null : perform(ctx, hold, step);
}

const batchSize = 20;

/** One turn of the loop; true if there may be more at once. */
export async function resumeHolds(ctx: BookingCtx): Promise<boolean> {
  const now = ctx.now();
  const taken = await ctx.db.many({ id: col.uuid })`
    update holds h set due_at = ${instantAt(epochMs(now) + timers.leaseMs)}, version = version + 1
    from (
      select reservation_id as id from holds where due_at <= ${now} order by due_at, reservation_id
      limit ${batchSize} for update skip locked) due
    where h.reservation_id = due.id
    returning h.reservation_id as id`;
  if (taken.length === 0) return false;
  const holds = await loadHolds(
    ctx.db,
    taken.map(({ id }) => id),
  );
  await Promise.all(
    holds.map(hold =>
      drive(ctx, hold).catch(error =>
        ctx.log.warn({ err: error, bookingId: hold.reservation_id }, 'a hold could not be taken further'),
      ),
    ),
  );
  return true;
}
