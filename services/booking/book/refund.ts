// Money on its way back: noted with what it follows from, carried out by a loop.

import { messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, instantAt } from '#kernel/time';
import type { BookingCtx } from '../definition.ts';
import { restMs } from '../domain/hold.ts';
import { derivedId, paymentIdOf } from '../ids.ts';
import type { Card } from '../queries/bookings.ts';

/** Notes that so much of a paid booking goes back, once for this reason; nothing where nothing was paid. */
export async function owe(
  ctx: BookingCtx,
  tx: Tx,
  card: Card,
  amount: bigint,
  what: 'cancellation' | 'deposit',
): Promise<bigint> {
  if (card.hold_state !== 'confirmed' || amount === 0n) return 0n;
  const reason = what === 'deposit' ? 'The deposit of a booking' : 'A booking was cancelled';
  await tx.run`
    insert into refunds (id, reservation_id, payment_id, amount, reason, state, due_at, created_at)
    values (${derivedId(card.id, `refund:${what}`)}, ${card.id}, ${paymentIdOf(card.id, card.payment_no!)}, ${amount},
            ${reason}, 'pending', ${ctx.now()}, ${ctx.now()})
    on conflict (id) do nothing`;
  tx.afterCommit(() => ctx.wake('refunds'));
  return amount;
}

const dueRow = {
  id: col.uuid,
  payment_id: col.uuid,
  building_id: col.uuid,
  amount: col.bigint,
  currency: col.text,
  reason: col.text,
  attempts: col.int,
};
const batchSize = 20;

/** One turn of the loop; true if there may be more at once. Whoever else takes the same refunds asks for the same. */
export async function giveBack(ctx: BookingCtx): Promise<boolean> {
  const due = await ctx.db.many(dueRow)`
    select f.id, f.payment_id, b.building_id, f.amount, b.currency, f.reason, f.attempts
    from refunds f join reservations b on b.id = f.reservation_id
    where f.due_at <= ${ctx.now()} order by f.due_at, f.id limit ${batchSize}`;
  for (const refund of due) {
    const money = (amount: bigint) => ({ amount: String(amount), currency: refund.currency });
    const share = { vendorId: refund.building_id, tax: money(0n), platformFunded: money(0n) };
    try {
      const { state } = await ctx.clients.payment.refundPayment({
        paymentId: refund.payment_id,
        refundId: refund.id,
        amount: money(refund.amount),
        shares: [{ ...share, gross: money(refund.amount) }],
        reason: refund.reason,
      });
      // What is promised the payment service carries out by itself.
      await ctx.db.run`
        update refunds set state = ${state === 'failed' ? 'failed' : 'done'}, due_at = null, last_error = null
        where id = ${refund.id}`;
    } catch (error) {
      const dueAt = instantAt(epochMs(ctx.now()) + restMs(refund.attempts));
      await ctx.db.run`
        update refunds set attempts = attempts + 1, last_error = ${messageOf(error)}, due_at = ${dueAt}
        where id = ${refund.id}`;
    }
  }
  return due.length > 0;
}
