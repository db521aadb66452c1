// Cancelling all that somebody has, or all that something out of order keeps from taking place.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, instantAt } from '#kernel/time';
import type { BookingCtx } from '../definition.ts';
import { type Card, findCard, lockCard } from '../queries/bookings.ts';
import { type Cancelling, cancel, isRunning } from './cancel.ts';

/** Cancels bookings that are still to come; gives how many. In one order, so that two who want the same do not wait for
 * each other. */
export async function cancelAll(
  ctx: BookingCtx,
  tx: Tx,
  ids: readonly { id: string }[],
  cancelling: Cancelling,
): Promise<number> {
  const running: Card[] = [];
  for (const { id } of ids.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const card = await lockCard(tx, id);
    if (card && isRunning(card)) running.push(card);
  }
  for (const card of running) {
    // What is held together may have ended together, just now.
    const now = card.hold_bookings === null ? card : (await findCard(tx, card.id))!;
    if (isRunning(now)) await cancel(ctx, tx, now, cancelling);
  }
  return running.length;
}

/** What somebody has booked, everywhere or in a building, and has not begun yet. */
export const upcomingOf = (ctx: BookingCtx, tx: Tx, userId: string, buildingId: string | null) =>
  tx.many({ id: col.uuid })`
    select id from reservations
    where user_id = ${userId} and building_id = coalesce(${buildingId}, building_id) and ends_at > ${ctx.now()}
      and state in ('held', 'offered', 'pending', 'confirmed')`;

/** Ends all that somebody has in a building, or everywhere: bookings by the rules, waiting, and lots not drawn yet. */
export async function leave(
  ctx: BookingCtx,
  tx: Tx,
  userId: string,
  buildingId: string | null,
  reason: 'moved_out' | 'account_deleted',
): Promise<{ bookings: number; waiting: number }> {
  const upcoming = await upcomingOf(ctx, tx, userId, buildingId);
  const bookings = await cancelAll(ctx, tx, upcoming, { by: null, reason, together: true });
  const waiting = await tx.run`
    update waitlist set state = 'left', due_at = null
    where user_id = ${userId} and building_id = coalesce(${buildingId}, building_id) and state = 'waiting'`;
  await tx.run`
    delete from draw_entries e using draws d
    where d.id = e.draw_id and d.state = 'open' and e.user_id = ${userId}
      and d.building_id = coalesce(${buildingId}, d.building_id)`;
  return { bookings, waiting };
}

/** Cancels what is to begin soon on things that are out of order. Later bookings stay: it may be repaired by then. */
export async function cancelOutOfOrder(ctx: BookingCtx, tx: Tx): Promise<void> {
  const until = instantAt(epochMs(ctx.now()) + ctx.config.outageHours * 3_600_000);
  const affected = await tx.many({ id: col.uuid })`
    select b.id from reservations b
    where b.resource_id in (select resource_id from outages where resolved_at is null)
      and b.starts_at <= ${until} and b.ends_at > ${ctx.now()}
      and b.state in ('held', 'offered', 'pending', 'confirmed', 'checked_in')`;
  await cancelAll(ctx, tx, affected, { by: null, reason: 'out_of_order' });
}
