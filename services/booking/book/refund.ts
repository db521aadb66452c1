// Money on its way back, and what is kept of a deposit: noted with what it follows from, carried out by a loop.

import { messageOf } from '#kernel/errors';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { epochMs, instantAt } from '#kernel/time';
import type { BookingCtx } from '../definition.ts';
import { restMs } from '../domain/hold.ts';
import type { Parts } from '../domain/price.ts';
import { derivedId, paymentIdOf } from '../ids.ts';
import type { Card } from '../queries/bookings.ts';

/** Notes that so much of a paid booking goes back, once for this reason; nothing where nothing was paid. */
export async function owe(
  ctx: BookingCtx,
  tx: Tx,
  card: Card,
  { fee, deposit }: Parts,
  what: 'cancellation' | 'deposit',
): Promise<bigint> {
  const amount = fee + deposit;
  if (card.hold_state !== 'confirmed' || amount === 0n) return 0n;
  const reason = what === 'deposit' ? 'The deposit of a booking' : 'A booking was cancelled';
  await noteMoney(ctx, tx, card, { id: `refund:${what}`, kind: 'refund', amount, deposit, reason });
  return amount;
}

/** Notes that what a manager keeps of the deposit is the building's. */
export async function keep(ctx: BookingCtx, tx: Tx, card: Card): Promise<void> {
  const { hold_state, kept } = card;
  if (hold_state !== 'confirmed' || kept === 0n) return;
  const reason = 'Kept of the deposit of a booking';
  await noteMoney(ctx, tx, card, { id: 'kept', kind: 'kept', amount: kept, deposit: kept, reason });
}

interface Movement {
  /** Names it among those of its booking. */
  id: string;
  kind: Due['kind'];
  amount: bigint;
  /** Of the amount, what is deposit. */
  deposit: bigint;
  reason: string;
}

async function noteMoney(
  ctx: BookingCtx,
  tx: Tx,
  card: Card,
  { id, kind, amount, deposit, reason }: Movement,
): Promise<void> {
  await tx.run`
    insert into refunds (id, reservation_id, payment_id, kind, amount, deposit, reason, state, due_at, created_at)
    values (${derivedId(card.id, id)}, ${card.id}, ${paymentIdOf(card.id, card.payment_no!)}, ${kind}, ${amount},
            ${deposit}, ${reason}, 'pending', ${ctx.now()}, ${ctx.now()})
    on conflict (id) do nothing`;
  tx.afterCommit(() => ctx.wake('refunds'));
}

const dueRow = {
  id: col.uuid,
  payment_id: col.uuid,
  building_id: col.uuid,
  kind: col.any<'refund' | 'kept'>(),
  amount: col.bigint,
  deposit: col.bigint,
  currency: col.text,
  reason: col.text,
  attempts: col.int,
};
type Due = RowOf<typeof dueRow>;
const batchSize = 20;

/** One turn of the loop; true if there may be more at once. Whoever else takes the same refunds asks for the same. */
export async function giveBack(ctx: BookingCtx): Promise<boolean> {
  const due = await ctx.db.many(dueRow)`
    select f.id, f.payment_id, b.building_id, f.kind, f.amount, f.deposit, b.currency, f.reason, f.attempts
    from refunds f join reservations b on b.id = f.reservation_id
    where f.due_at <= ${ctx.now()} order by f.due_at, f.id limit ${batchSize}`;
  for (const each of due) {
    try {
      const state = await (each.kind === 'kept' ? keepAtPayment(ctx, each) : refundAtPayment(ctx, each));
      // What is promised the payment service carries out by itself.
      await ctx.db.run`
        update refunds set state = ${state === 'failed' ? 'failed' : 'done'}, due_at = null, last_error = null
        where id = ${each.id}`;
    } catch (error) {
      const dueAt = instantAt(epochMs(ctx.now()) + restMs(each.attempts));
      await ctx.db.run`
        update refunds set attempts = attempts + 1, last_error = ${messageOf(error)}, due_at = ${dueAt}
        where id = ${each.id}`;
    }
  }
  return due.length > 0;
}

const moneyIn = (currency: string) => (amount: bigint) => ({ amount: String(amount), currency });

async function refundAtPayment({ clients }: BookingCtx, due: Due): Promise<string> {
  const money = moneyIn(due.currency);
  const share = { vendorId: due.building_id, tax: money(0n), platformFunded: money(0n) };
  const parts = [
    { ...share, deposit: false, gross: money(due.amount - due.deposit) },
    { ...share, deposit: true, gross: money(due.deposit) },
  ];
  const { state } = await clients.payment.refundPayment({
    paymentId: due.payment_id,
    refundId: due.id,
    amount: money(due.amount),
    shares: parts.filter(({ gross }) => gross.amount !== '0'),
    reason: due.reason,
  });
  return state;
}

async function keepAtPayment({ clients }: BookingCtx, due: Due): Promise<string> {
  const { id: keepId, payment_id: paymentId, building_id: vendorId, amount, currency } = due;
  await clients.payment.keepDeposit({ paymentId, keepId, vendorId, amount: moneyIn(currency)(amount) });
  return 'done';
}
