// What must hold of bookings and money together, whatever went wrong on the way.

import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { paymentIdOf } from '../ids.ts';
import type { House } from './fixture.ts';

const row = {
  id: col.uuid,
  hold_id: col.uuid,
  state: col.text,
  hold_state: col.text,
  payment_no: col.int,
  fee: col.bigint,
  deposit: col.bigint,
  fee_back: col.bigint,
  deposit_back: col.bigint,
  kept: col.bigint,
};
const kept = ['confirmed', 'checked_in', 'completed', 'no_show'];
const running = ['held', 'offered', 'pending', 'confirmed', 'checked_in'];

/** Every fault there is; none is as it should be. */
export async function faults(h: House): Promise<string[]> {
  const found: string[] = [];
  const rows = await h.db.many(row)`
    select b.id, h.reservation_id as hold_id, b.state, h.state as hold_state, h.payment_no, b.fee, b.deposit,
           coalesce(sum(f.amount - f.deposit) filter (where f.kind = 'refund' and f.state in ('pending', 'done')), 0)::bigint as fee_back,
           coalesce(sum(f.deposit) filter (where f.kind = 'refund' and f.state in ('pending', 'done')), 0)::bigint as deposit_back,
           coalesce(sum(f.amount) filter (where f.kind = 'kept'), 0)::bigint as kept
    from reservations b join holds h on h.reservation_id = coalesce(b.paid_with, b.id)
    left join refunds f on f.reservation_id = b.id
    group by b.id, h.reservation_id`;
  // What the building is owed, and what is held of others until it goes back or is kept.
  let [payable, held] = [0n, 0n];
  for (const [id, together] of Map.groupBy(rows, ({ hold_id }) => hold_id)) {
    const { hold_state, payment_no } = together[0]!;
    const sum = (of: (row: (typeof rows)[number]) => bigint) => together.reduce((all, each) => all + of(each), 0n);
    const [total, owed] = [sum(({ fee, deposit }) => fee + deposit), sum(each => each.fee_back + each.deposit_back)];
    const states = [...new Set(together.map(({ state }) => state))].join(', ');
    let [captured, refunded] = [0n, 0n];
    for (let no = 1; no <= payment_no; no++) {
      const payment = await statusOf(h, paymentIdOf(id, no));
      if (!payment) continue;
      captured += BigInt(payment.captured.amount);
      refunded += BigInt(payment.refunded.amount);
      if (!['captured', 'declined', 'voided', 'expired'].includes(payment.state))
        found.push(`${id} is ${payment.state}`);
    }
    if (hold_state === 'confirmed') {
      payable += sum(each => each.fee - each.fee_back + each.kept);
      held += sum(each => each.deposit - each.deposit_back - each.kept);
    }
    if (hold_state !== 'confirmed' && hold_state !== 'over') found.push(`${id}: its hold is ${hold_state}`);
    if (together.some(({ state }) => kept.includes(state)) && captured !== total)
      found.push(`${id} is ${states}, and ${captured} paid of ${total}`);
    if (hold_state === 'over' && together.some(({ state }) => running.includes(state)))
      found.push(`${id} is ${states}, and its hold is over`);
    if (hold_state === 'confirmed' && together.some(({ state }) => !kept.includes(state) && state !== 'cancelled'))
      found.push(`${id} is ${states}, and paid`);
    if (hold_state === 'over' && captured !== refunded)
      found.push(`${id} is ${states}, and ${captured - refunded} kept`);
    if (hold_state === 'confirmed' && refunded !== owed) found.push(`${id}: ${refunded} given back of ${owed}`);
  }
  const { items, deposits } = await h.t
    .as(h.t.person('admin@platform'))
    .payment.getVendorBalance({ vendorId: h.buildingId });
  const inBooks = (amounts: typeof items) => amounts.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const payouts = await h.t
    .as(h.t.person(`vendor@vendor:${h.buildingId}`))
    .payment.listPayouts({ vendorId: h.buildingId });
  for (const { amount } of payouts.items) payable -= BigInt(amount.amount);
  if (inBooks(items) !== payable) found.push(`the ledger owes ${inBooks(items)}, the bookings ${payable}`);
  if (inBooks(deposits) !== held) found.push(`the ledger holds ${inBooks(deposits)}, the bookings ${held}`);
  const { bad } = await h.t.as(h.t.person('admin@platform')).payment.verifyLedger({});
  if (bad) found.push(bad.reason);
  return found;
}

const statusOf = (h: House, paymentId: string) =>
  h.t
    .asService('booking')
    .payment.getPaymentStatus({ paymentId })
    .catch(error => {
      if (error instanceof CodedError && error.code === 'not_found') return null;
      throw error;
    });

/** Time goes on until nothing is under way any more. */
export async function calm(h: House, minutes = 5): Promise<void> {
  for (let passed = 0; passed < minutes; passed++) {
    h.t.clock.advance('1m');
    await h.t.settle({ tolerateFailures: true });
  }
}
