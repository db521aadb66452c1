// Carries out what goes back and what is kept. Each is asked for under a key of its own until payment says what became of
// it. What payment refuses is asked for a few times more, further and further apart; then a manager is told, once.

import { CodedError, messageOf } from '#kernel/errors';
import { waitAfterRefusalsMs } from '#kernel/refusals';
import { col, type RowOf } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { BookingCtx } from '../definition.ts';
import { restMs } from '../domain/hold.ts';
import { bookingRefundFailed } from '../events.ts';
import { derivedId } from '../ids.ts';
import { eventAbout, findCard } from '../queries/bookings.ts';

const dueRow = {
  id: col.uuid,
  reservation_id: col.uuid,
  payment_id: col.uuid,
  building_id: col.uuid,
  kind: col.any<'refund' | 'kept'>(),
  amount: col.bigint,
  deposit: col.bigint,
  currency: col.text,
  reason: col.text,
  attempts: col.int,
  key_no: col.int,
  refusals: col.int,
};
type Due = RowOf<typeof dueRow>;
const batchSize = 20;

/** One turn of the loop; true if there may be more at once. Whoever else takes the same refunds asks for the same. */
export async function giveBack(ctx: BookingCtx): Promise<boolean> {
  const due = await ctx.db.many(dueRow)`
    select f.id, f.reservation_id, f.payment_id, b.building_id, f.kind, f.amount, f.deposit, b.currency, f.reason,
           f.attempts, f.key_no, f.refusals
    from refunds f join reservations b on b.id = f.reservation_id
    where f.due_at <= ${ctx.now()} order by f.due_at, f.id limit ${batchSize}`;
  for (const each of due) {
    try {
      const state = await (each.kind === 'kept' ? keepAtPayment(ctx, each) : refundAtPayment(ctx, each));
      if (state === 'failed') await refused(ctx, each, 'the payment provider refused it', each.key_no + 1);
      else if (state === 'pending')
        await askLater(ctx, each, 'it is under way', waitAfterRefusalsMs(each.attempts + 1) ?? longMs);
      else await done(ctx, each);
    } catch (error) {
      // A refusal of payment itself promised nothing, so the key stays.
      if (isRefusal(error)) await refused(ctx, each, messageOf(error), each.key_no);
      else await askLater(ctx, each, messageOf(error), restMs(each.attempts));
    }
  }
  return due.length > 0;
}

const refusals: ReadonlySet<string> = new Set(['failed_precondition', 'invalid_argument', 'not_found']);
const isRefusal = (error: unknown): boolean => error instanceof CodedError && refusals.has(error.code);

const done = (ctx: BookingCtx, { id, key_no }: Due): Promise<number> =>
  ctx.db.run`
    update refunds set state = 'done', due_at = null, last_error = null
    where id = ${id} and state = 'pending' and key_no = ${key_no}`;

/** A provider may take days to pay back, so what is under way is looked at less and less often. */
const longMs = 43_200_000;

const askLater = (ctx: BookingCtx, { id, key_no }: Due, why: string, waitMs: number): Promise<number> =>
  ctx.db.run`
    update refunds set attempts = attempts + 1, last_error = ${why},
                       due_at = ${instantAt(epochMs(ctx.now()) + waitMs)}
    where id = ${id} and state = 'pending' and key_no = ${key_no}`;

/** The key and the count are compared: who was slower must not go on to another key while this one is asked for. */
async function refused(ctx: BookingCtx, due: Due, why: string, keyNo: number): Promise<void> {
  const waitMs = waitAfterRefusalsMs(due.refusals + 1);
  const now = ctx.now();
  await ctx.db.transaction(async tx => {
    const counted = await tx.run`
      update refunds
      set refusals = refusals + 1, key_no = ${keyNo}, last_error = ${why}, attempts = 0,
          state = ${waitMs === null ? 'failed' : 'pending'}, failed_at = ${waitMs === null ? now : null},
          due_at = ${waitMs === null ? null : instantAt(epochMs(now) + waitMs)}
      where id = ${due.id} and state = 'pending' and key_no = ${due.key_no} and refusals = ${due.refusals}`;
    if (counted === 0 || waitMs !== null) return;
    await ctx.publish(tx, bookingRefundFailed, {
      ...eventAbout((await findCard(tx, due.reservation_id))!),
      refundId: due.id,
      amount: moneyIn(due.currency)(due.amount),
      failure: why,
    });
  });
}

const moneyIn = (currency: string) => (amount: bigint) => ({ amount: String(amount), currency });

/** Each key is a refund of its own; a refund that failed is never asked for under its key again. */
const refundIdOf = ({ id, key_no }: Due): string => (key_no === 1 ? id : derivedId(id, `key:${key_no}`));

async function refundAtPayment({ clients }: BookingCtx, due: Due): Promise<string> {
  const money = moneyIn(due.currency);
  const share = { vendorId: due.building_id, tax: money(0n), platformFunded: money(0n) };
  const parts = [
    { ...share, deposit: false, gross: money(due.amount - due.deposit) },
    { ...share, deposit: true, gross: money(due.deposit) },
  ];
  const { state } = await clients.payment.refundPayment({
    paymentId: due.payment_id,
    refundId: refundIdOf(due),
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
