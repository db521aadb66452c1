// A refund that is refused: asked for a few times more, then a manager's, and never given back twice.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { giveBack } from '../book/give-back.ts';
import type { BookingCtx } from '../definition.ts';
import { bookingRefundFailed } from '../events.ts';
import { calm, faults } from './books.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
let hall: string;
let day = 3;
type Refund = (request: { refundId: string }) => Promise<{ refundId: string; state: string; amount: object }>;
let payment: { refundPayment: Refund };
let real: Refund;
beforeAll(async () => {
  h = await house();
  hall = (await h.room({ kind: 'hall', fee: '2000', deposit: '10000' })).id;
  payment = (h.t.ctx('booking') as unknown as BookingCtx).clients.payment as unknown as typeof payment;
  real = payment.refundPayment;
});
afterAll(() => h.close());

/** What payment answers from now on; gives under which keys it was asked. */
function answering(answer: (no: number) => string | CodedError): string[] {
  const keys: string[] = [];
  payment.refundPayment = async request => {
    const said = answer(keys.push(request.refundId));
    if (said === 'real') return real(request);
    if (typeof said !== 'string') throw said;
    return { refundId: request.refundId, state: said, amount: { amount: '1', currency: 'EUR' } };
  };
  return keys;
}

/** A paid booking that a manager has cancelled. */
async function cancelled(): Promise<string> {
  const date = new Date(h.t.clock.epochMs() + day++ * 86_400_000).toISOString().slice(0, 10);
  const { id: bookingId } = await h.book(h.ada, hall, `${date}T10:00`, `${date}T11:00`);
  await h.pay(h.ada, bookingId);
  await h.managed.cancelBooking({ bookingId });
  return bookingId;
}

/** Sixteen hours, in which every further try comes due. */
async function patience(): Promise<void> {
  for (const wait of ['1m', '5m', '30m', '3h', '12h', '12h'] as const) {
    h.t.clock.advance(wait);
    await h.t.settle();
  }
}

const failed = async () => (await h.managed.listFailedRefunds({ buildingId: h.buildingId })).items;

test('a refund that is refused is asked for six times under keys of its own, and then once more by a manager', async () => {
  const keys = answering(() => 'failed');
  const bookingId = await cancelled();
  await h.t.settle();
  expect(keys).toHaveLength(1);
  h.t.clock.advance('59s');
  await h.t.settle();
  expect(keys).toHaveLength(1);
  await patience();
  expect(keys).toHaveLength(6);
  expect(new Set(keys).size).toBe(6);
  const [refund, ...others] = await failed();
  expect(others).toEqual([]);
  expect(refund).toMatchObject({
    bookingId,
    kind: 'refund',
    amount: { amount: '12000', currency: 'EUR' },
    failure: 'the payment provider refused it',
    refusals: 6,
  });
  expect(await h.managed.getBooking({ bookingId })).toMatchObject({ refunded: { amount: '0', currency: 'EUR' } });
  const told = () => h.t.published(bookingRefundFailed).filter(({ subject }) => subject === bookingId);
  expect(told()).toHaveLength(1);

  const refundId = refund!.id;
  for (const [who, said] of [
    [h.stranger, 'not_found'],
    [h.ada, 'permission_denied'],
  ] as const) {
    const { booking } = h.t.as(who);
    expect(await reasonOf(booking.retryRefund({ refundId }))).toBe(said);
    expect(await reasonOf(booking.settleRefund({ refundId, note: 'In cash' }))).toBe(said);
    expect(await reasonOf(booking.listFailedRefunds({ buildingId: h.buildingId }))).not.toBe('done');
  }
  answering(() => 'real');
  expect(await h.managed.retryRefund({ refundId })).toEqual({ refundId, state: 'pending' });
  expect(await reasonOf(h.managed.retryRefund({ refundId }))).toBe('not_failed');
  expect(await reasonOf(h.managed.settleRefund({ refundId, note: 'In cash' }))).toBe('not_failed');
  await patience();
  expect(await failed()).toEqual([]);
  expect(await h.managed.getBooking({ bookingId })).toMatchObject({ refunded: { amount: '12000', currency: 'EUR' } });
  expect(await faults(h)).toEqual([]);
});

test('what payment itself refuses keeps its key; what is under way or unanswered is no refusal', async () => {
  const refusal = new CodedError('failed_precondition', 'This is more than is left.');
  const answers = ['pending', new CodedError('unavailable', 'away'), refusal, refusal, 'real'];
  const keys = answering(no => answers[no - 1]!);
  const bookingId = await cancelled();
  await patience();
  expect(keys).toHaveLength(5);
  expect(new Set(keys).size).toBe(1);
  expect(await h.managed.getBooking({ bookingId })).toMatchObject({ refunded: { amount: '12000', currency: 'EUR' } });
  expect(await failed()).toEqual([]);
  const again = answering(() => refusal);
  const other = await cancelled();
  await patience();
  expect([again.length, new Set(again).size]).toEqual([6, 1]);
  const [left] = await failed();
  expect(left).toMatchObject({ bookingId: other, failure: refusal.message });
  answering(() => 'real');
  await h.managed.retryRefund({ refundId: left!.id });
  await h.t.settle();
  expect(await faults(h)).toEqual([]);
});

test('what was paid back by other means is asked for no more, and what is held of it is the building’s', async () => {
  const keys = answering(() => 'failed');
  const bookingId = await cancelled();
  await patience();
  const [refund] = await failed();
  const refundId = refund!.id;
  const settled = await Promise.all([
    reasonOf(h.managed.settleRefund({ refundId, note: 'Bank transfer of 5 March' })),
    reasonOf(h.managed.retryRefund({ refundId })),
    reasonOf(h.managed.settleRefund({ refundId, note: 'Bank transfer of 5 March' })),
  ]);
  expect(settled.filter(said => said === 'done')).toHaveLength(1);
  if (settled[1] === 'done') {
    await patience();
    await h.managed.settleRefund({ refundId, note: 'Bank transfer of 5 March' });
  }
  const asked = keys.length;
  answering(() => 'real');
  await patience();
  expect(keys).toHaveLength(asked);
  expect(await failed()).toEqual([]);
  expect(await h.managed.getBooking({ bookingId })).toMatchObject({ refunded: { amount: '12000', currency: 'EUR' } });
  const kept = await h.db.many({ amount: col.bigint, state: col.text })`
    select amount, state from refunds where kind = 'kept' and reservation_id = ${bookingId}`;
  expect(kept).toEqual([{ amount: 10_000n, state: 'done' }]);
  expect(await faults(h)).toEqual([]);
});

test('who is slower with a refusal does not go on to another key', async () => {
  const ctx = h.t.ctx('booking') as unknown as BookingCtx;
  const keys = answering(() => 'failed');
  await cancelled();
  await Promise.all([giveBack(ctx), giveBack(ctx), giveBack(ctx)]);
  expect(new Set(keys).size).toBe(1);
  const rows = await h.db.many({ key_no: col.int, refusals: col.int })`
    select key_no, refusals from refunds where state = 'pending'`;
  expect(rows).toEqual([{ key_no: 2, refusals: 1 }]);
  answering(() => 'real');
  await calm(h, 2);
  expect(await faults(h)).toEqual([]);
});

test('failed refunds are listed page by page, the last that failed first', async () => {
  answering(() => 'failed');
  const first = await cancelled();
  await patience();
  const second = await cancelled();
  await patience();
  const page = await h.managed.listFailedRefunds({ buildingId: h.buildingId, limit: 1 });
  const next = await h.managed.listFailedRefunds({ buildingId: h.buildingId, limit: 1, cursor: page.nextCursor! });
  expect([...page.items, ...next.items].map(({ bookingId }) => bookingId)).toEqual([second, first]);
  expect(next.nextCursor).toBeNull();
  answering(() => 'real');
  for (const { id: refundId } of await failed()) await h.managed.retryRefund({ refundId });
  await patience();
  expect(await faults(h)).toEqual([]);
});
