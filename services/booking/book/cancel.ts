// Giving a booking up, whoever wants it: the slot is free at once, and the money goes back as far as the rules say.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { CancelReason } from '../contract/wire.ts';
import type { BookingCtx } from '../definition.ts';
import { takes } from '../domain/hold.ts';
import { type RefundStep, refundOf, refundPercent } from '../domain/price.ts';
import { bookingCancelled } from '../events.ts';
import { moveHold } from '../hold/move.ts';
import { type Card, eventAbout, lockUnit } from '../queries/bookings.ts';
import { freeSlot } from './claim.ts';
import { owe } from './refund.ts';

export interface Cancelling {
  by: string | null;
  reason: CancelReason;
  note?: string;
  /** What is held together with it and not paid yet is given up with it. Without this a single one of a series stays
   * until the series is paid, and is cancelled then. */
  together?: true;
}

/** Nobody pays for what is not their doing. */
const inFull: ReadonlySet<CancelReason> = new Set(['by_manager', 'out_of_order', 'payment_failed']);

export const isRunning = ({ state }: Pick<Card, 'state'>): boolean =>
  state === 'held' || state === 'offered' || state === 'pending' || state === 'confirmed' || state === 'checked_in';

/**
 * Cancels a booking that is locked; gives whether it is over now. False where its money is just being taken, or it is
 * one of several that are not paid yet: then it is cancelled as soon as that is known.
 */
export async function cancel(ctx: BookingCtx, tx: Tx, card: Card, cancelling: Cancelling): Promise<boolean> {
  const { hold_state, hold_bookings } = card;
  if (hold_state === null || hold_state === 'confirmed') {
    await end(ctx, tx, card, cancelling);
    return true;
  }
  if ((hold_bookings! > 1 && !cancelling.together) || !takes(hold_state, 'cancelled')) {
    await tx.run`
      update reservations set cancel_wanted = ${cancelling.reason}, version = version + 1 where id = ${card.id}`;
    return false;
  }
  await moveHold(ctx, tx, card, 'cancelled');
  for (const each of await lockUnit(tx, card.hold_id!)) await end(ctx, tx, each, cancelling);
  return true;
}

async function end(ctx: BookingCtx, tx: Tx, card: Card, { by, reason, note }: Cancelling): Promise<void> {
  const percent = await percentOf(ctx, tx, card, reason);
  const refund = await owe(ctx, tx, card, refundOf(card, percent), 'cancellation');
  await endAs(tx, card, 'cancelled');
  await tx.run`
    insert into cancellations (reservation_id, cancelled_by, reason, note, refund_percent, refund, cancelled_at)
    values (${card.id}, ${by}, ${reason}, ${note ?? ''}, ${percent}, ${refund}, ${ctx.now()})`;
  await freeSlot(ctx, tx, card);
  // What was never more than held or offered nobody has heard of.
  if (card.state !== 'held' && card.state !== 'offered')
    await ctx.publish(tx, bookingCancelled, {
      ...eventAbout(card),
      reason,
      refund: { amount: String(refund), currency: card.currency },
    });
}

async function percentOf(ctx: BookingCtx, tx: Tx, card: Card, reason: CancelReason): Promise<number> {
  if (inFull.has(reason)) return 100;
  const { refund_steps } = await tx.one({ refund_steps: col.json<RefundStep[]>() })`
    select refund_steps from resources where id = ${card.resource_id}`;
  return refundPercent(refund_steps, card.starts_at, ctx.now());
}

/** Ends a booking that is locked, in a state in which it keeps nobody out. */
export async function endAs(
  tx: Tx,
  { id }: Pick<Card, 'id'>,
  state: 'cancelled' | 'declined' | 'expired' | 'no_show',
): Promise<void> {
  await tx.run`
    update reservations set state = ${state}, expires_at = null, cancel_wanted = null, version = version + 1
    where id = ${id}`;
  await tx.run`
    update waitlist set state = ${state === 'expired' ? 'passed' : 'left'} where reservation_id = ${id} and state = 'offered'`;
}
