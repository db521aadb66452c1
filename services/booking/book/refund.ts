// Money on its way back, and what is kept of a deposit: noted with what it follows from, carried out by a loop (give-back.ts).

import type { Tx } from '#kernel/sql/database';
import type { BookingCtx } from '../definition.ts';
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

/** Notes that the deposit in a refund is the building's, which has paid it back by other means. */
export async function keepPaidElsewhere(
  ctx: BookingCtx,
  tx: Tx,
  card: Card,
  { id, deposit }: { id: string; deposit: bigint },
): Promise<void> {
  if (deposit === 0n) return;
  const reason = 'The building has paid a deposit back by other means';
  await noteMoney(ctx, tx, card, { id: `kept:${id}`, kind: 'kept', amount: deposit, deposit, reason });
}

interface Movement {
  /** Names it among those of its booking. */
  id: string;
  kind: 'refund' | 'kept';
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
    values (${derivedId(card.id, id)}, ${card.id}, ${paymentIdOf(card.hold_id!, card.payment_no!)}, ${kind}, ${amount},
            ${deposit}, ${reason}, 'pending', ${ctx.now()}, ${ctx.now()})
    on conflict (id) do nothing`;
  tx.afterCommit(() => ctx.wake('refunds'));
}
