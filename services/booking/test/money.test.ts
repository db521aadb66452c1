// What a booking costs: paid or not held, given back by the rules, and the deposit after the end.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { paymentAuthorised, paymentFailed, paymentSucceeded, refundIssued } from '#services/payment/events';
import type { BookingCtx } from '../definition.ts';
import { refundOf, refundPercent } from '../domain/price.ts';
import { bookingCancelled, bookingCreated, bookingDeclined, bookingRequested } from '../events.ts';
import { loadHolds } from '../hold/load.ts';
import { saveHold } from '../hold/save.ts';
import { paymentIdOf } from '../ids.ts';
import { calm, faults } from './books.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const costs = {
  kind: 'hall' as const,
  fee: '5000',
  deposit: '20000',
  refundSteps: [
    { hoursBefore: 48, percent: 100 },
    { hoursBefore: 24, percent: 50 },
  ],
};
const eur = (amount: string) => ({ amount, currency: 'EUR' });

test('a paid booking is held, paid and confirmed, and cancelled in time all of it comes back', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-05T10:00', '2026-03-05T12:00');
  expect(held).toMatchObject({
    state: 'held',
    fee: eur('5000'),
    deposit: eur('20000'),
    expiresAt: expect.stringMatching('T09:03'),
  });
  expect(h.t.published(bookingCreated)).toHaveLength(0);
  expect(await h.pay(h.ada, held.id)).toMatchObject({ state: 'confirmed', payment: { state: 'captured' } });
  await h.t.settle();
  expect(h.t.published(bookingCreated).at(-1)?.data).toMatchObject({
    bookingId: held.id,
    fee: eur('5000'),
    approved: false,
  });
  expect(await h.t.as(h.ada).booking.cancelBooking({ bookingId: held.id })).toMatchObject({
    state: 'cancelled',
    refunded: eur('25000'),
    cancellation: { reason: 'by_resident', refundPercent: 100 },
  });
  await calm(h, 1);
  expect(h.t.published(bookingCancelled).at(-1)?.data).toMatchObject({ refund: eur('25000') });
  expect(h.t.published(refundIssued).at(-1)?.data).toMatchObject({ purpose: 'booking', orderId: held.id });
  expect(await faults(h)).toEqual([]);
});

test('later less of the fee comes back, the deposit always', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-03T12:00', '2026-03-03T13:00');
  await h.pay(h.ada, held.id);
  expect(await h.t.as(h.ada).booking.cancelBooking({ bookingId: held.id })).toMatchObject({ refunded: eur('22500') });
  const steps = [...costs.refundSteps];
  const at = '2026-03-10T12:00:00.000Z';
  expect(refundPercent(steps, at, '2026-03-08T12:00:00.000Z')).toBe(100);
  expect(refundPercent(steps, at, '2026-03-08T12:00:00.001Z')).toBe(50);
  expect(refundPercent(steps, at, '2026-03-09T12:00:00.001Z')).toBe(0);
  expect(refundOf({ fee: 999n, deposit: 5n }, 50)).toEqual({ fee: 499n, deposit: 5n });
});

test('a manager who cancels gives everything back, however late', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-02T14:00', '2026-03-02T15:00');
  await h.pay(h.ada, held.id);
  expect(await h.managed.cancelBooking({ bookingId: held.id, note: 'Water damage' })).toMatchObject({
    refunded: eur('25000'),
    cancellation: { reason: 'by_manager', note: 'Water damage' },
  });
});

test('what is not paid in three minutes is free again, and can be paid no more', async () => {
  const hall = await h.room(costs);
  const wish = [hall.id, '2026-03-06T10:00', '2026-03-06T12:00'] as const;
  const held = await h.book(h.ada, ...wish);
  h.t.clock.advance('2m');
  expect(await reasonOf(h.book(h.ben, ...wish))).toBe('slot_taken');
  h.t.clock.advance('61s');
  expect(await reasonOf(h.pay(h.ada, held.id))).toBe('hold_expired');
  await h.t.settle();
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: held.id })).toMatchObject({ state: 'expired' });
  expect(await reasonOf(h.pay(h.ada, held.id))).toBe('hold_expired');
  expect(await h.book(h.ben, ...wish)).toMatchObject({ state: 'held' });
});

test('a declined card leaves the slot held, and another one pays for it', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-06T10:00', '2026-03-06T12:00');
  expect(await reasonOf(h.pay(h.ada, held.id, 'tok_insufficient_funds'))).toBe('payment_declined');
  expect(await h.pay(h.ada, held.id)).toMatchObject({ state: 'confirmed' });
  // Asked once more it is the same booking.
  expect(await h.pay(h.ada, held.id)).toMatchObject({
    state: 'confirmed',
    payment: { paymentId: paymentIdOf(held.id, 2) },
  });
  await calm(h);
  expect(await faults(h)).toEqual([]);
});

test('whoever tries eleven cards is stopped, and what costs nothing has nothing to pay', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-06T10:00', '2026-03-06T12:00');
  for (let tries = 0; tries < 10; tries++) await reasonOf(h.pay(h.ada, held.id, 'tok_expired_card'));
  expect(await reasonOf(h.pay(h.ada, held.id))).toBe('too_many_tries');
  const room = await h.room();
  const free = await h.book(h.ada, room.id, '2026-03-06T10:00', '2026-03-06T11:00');
  expect(await reasonOf(h.pay(h.ada, free.id))).toBe('nothing_to_pay');
  expect(await reasonOf(h.pay(h.ben, free.id))).toBe('not_found');
});

test('with approval the money is held until a manager decides: taken or let go', async () => {
  const hall = await h.room({ ...costs, approval: true });
  const ask = async (hour: number) => {
    const held = await h.book(h.ada, hall.id, `2026-03-06T${hour}:00`, `2026-03-06T${hour + 1}:00`);
    expect(await h.pay(h.ada, held.id)).toMatchObject({ state: 'pending', payment: { state: 'authorised' } });
    return held.id;
  };
  const [yes, no, late] = [await ask(10), await ask(12), await ask(14)];
  await h.managed.decideBooking({ bookingId: yes, approve: true, note: 'Have fun' });
  await h.managed.decideBooking({ bookingId: no, approve: false });
  await calm(h, 1);
  const state = async (bookingId: string) => (await h.t.as(h.ada).booking.getBooking({ bookingId })).state;
  expect([await state(yes), await state(no), await state(late)]).toEqual(['confirmed', 'declined', 'pending']);
  await h.t.advance('48h');
  await calm(h, 1);
  expect(await state(late)).toBe('declined');
  expect(h.t.published(bookingRequested).length).toBeGreaterThan(2);
  expect(h.t.published(bookingDeclined).map(({ data }) => data.bookingId)).toEqual(expect.arrayContaining([no, late]));
  expect(h.t.published(bookingCreated).at(-1)?.data).toMatchObject({ bookingId: yes, approved: true });
  expect(await faults(h)).toEqual([]);
});

test('a payer who has to act is sent there, and what they do is heard of', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-10T10:00', '2026-03-10T12:00');
  const method = { kind: 'redirect' as const };
  const paying = await h.t.as(h.ada).booking.payBooking({ bookingId: held.id, method });
  expect(paying).toMatchObject({
    state: 'held',
    payment: { state: 'action_required', actionUrl: expect.stringContaining('http') },
  });
  await calm(h);
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: held.id })).toMatchObject({ state: 'expired' });
  expect(await faults(h)).toEqual([]);
});

test('news of a payment makes a hold look at once, also when it comes twice; money for what is over is given back', async () => {
  const hall = await h.room(costs);
  const held = await h.book(h.ada, hall.id, '2026-03-11T10:00', '2026-03-11T12:00');
  await h.t.as(h.ada).booking.payBooking({ bookingId: held.id, method: { kind: 'redirect' } });
  const paymentId = paymentIdOf(held.id, 1);
  const about = { paymentId, orderId: held.id, payerId: h.ada.userId, purpose: 'booking', amount: eur('25000') };
  const heard = () => h.t.db('booking').many({ type: col.text })`select type from inbox where subject = ${paymentId}`;
  await h.t.deliver(paymentSucceeded, { ...about, purpose: 'order' });
  expect(await heard()).toEqual([]);
  await h.t.deliver(paymentFailed, { ...about, purpose: null, reason: 'declined' });
  expect(await heard()).toEqual([{ type: paymentFailed.type }]);
  await h.t.deliver(paymentAuthorised, about);
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: held.id })).toMatchObject({ state: 'held' });
  await calm(h);
  await h.t.deliver(paymentSucceeded, about);
  await h.t.redeliver();
  await calm(h, 1);
  expect(await faults(h)).toEqual([]);
});

test('the deposit comes back a day after the end, less what a manager keeps', async () => {
  const hall = await h.room(costs);
  const day = h.t.clock.now().slice(0, 10);
  const held = await h.book(h.ada, hall.id, `${day}T16:00`, `${day}T17:00`);
  await h.pay(h.ada, held.id);
  expect(await reasonOf(h.managed.keepDeposit({ bookingId: held.id, amount: '5000', reason: 'A broken chair' }))).toBe(
    'no_deposit',
  );
  h.t.clock.set(`${day}T16:30:00.000Z`);
  await h.t.advance('1m');
  const keep = (amount: string) => h.managed.keepDeposit({ bookingId: held.id, amount, reason: 'A broken chair' });
  expect(await reasonOf(keep('20001'))).toBe('more_than_deposit');
  expect(await keep('5000')).toMatchObject({ state: 'completed', kept: eur('5000') });
  await h.t.advance('25h');
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: held.id })).toMatchObject({ refunded: eur('15000') });
  expect(await reasonOf(keep('0'))).toBe('no_deposit');
  await calm(h, 1);
  expect(await faults(h)).toEqual([]);
});

test('a weekly payout pays the fee alone; what is kept of the deposit comes with the next, and the rest goes back', async () => {
  const hall = await h.room(costs);
  const inDays = (days: number) => new Date(h.t.clock.epochMs() + days * 86_400_000).toISOString().slice(0, 10);
  const day = inDays(20);
  const paidOut = async () => {
    const { items } = await h.t
      .as(h.t.person(`vendor@vendor:${h.buildingId}`))
      .payment.listPayouts({ vendorId: h.buildingId });
    return items.reduce((sum, { amount }) => sum + BigInt(amount.amount), 0n);
  };
  const week = async () => {
    const before = await paidOut();
    await h.t.advance('8d');
    return (await paidOut()) - before;
  };
  await week();
  const held = await h.book(h.ada, hall.id, `${day}T10:00`, `${day}T11:00`);
  await h.pay(h.ada, held.id);
  expect(await week()).toBe(5_000n);
  expect(await faults(h)).toEqual([]);
  h.t.clock.set(`${day}T12:00:00.000Z`);
  await h.t.advance('1m');
  await h.managed.keepDeposit({ bookingId: held.id, amount: '1234', reason: 'A broken chair' });
  await h.t.advance('25h');
  await calm(h, 1);
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: held.id })).toMatchObject({ refunded: eur('18766') });
  expect(await faults(h)).toEqual([]);
  expect(await week()).toBe(1_234n);
  expect(await faults(h)).toEqual([]);
});

test('a booking that an older release has captured in one sum is given back and kept as it would have been', async () => {
  const hall = await h.room(costs);
  const day = new Date(h.t.clock.epochMs() + 3 * 86_400_000).toISOString().slice(0, 10);
  const held = await h.book(h.ada, hall.id, `${day}T10:00`, `${day}T11:00`);
  const { clients } = h.t.ctx('booking') as unknown as BookingCtx;
  const payment = clients.payment as { capturePayment: (typeof clients.payment)['capturePayment'] };
  const { capturePayment } = payment;
  payment.capturePayment = (request, ...rest) => {
    const [{ deposit: _, ...share }] = request.shares as [(typeof request.shares)[number]];
    return capturePayment({ ...request, shares: [{ ...share, gross: eur('25000') }] }, ...rest);
  };
  await h.pay(h.ada, held.id);
  payment.capturePayment = capturePayment;
  h.t.clock.set(`${day}T12:00:00.000Z`);
  await h.t.advance('1m');
  await h.managed.keepDeposit({ bookingId: held.id, amount: '700', reason: 'A broken chair' });
  await h.t.advance('25h');
  await calm(h, 1);
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: held.id })).toMatchObject({ refunded: eur('19300') });
  expect(await faults(h)).toEqual([]);
});

test('a refund that payment does not answer is asked for again until it does', async () => {
  const hall = await h.room(costs);
  const day = new Date(h.t.clock.epochMs() + 5 * 86_400_000).toISOString().slice(0, 10);
  const held = await h.book(h.ada, hall.id, `${day}T10:00`, `${day}T11:00`);
  await h.pay(h.ada, held.id);
  const { clients } = h.t.ctx('booking') as unknown as BookingCtx;
  const payment = clients.payment as unknown as { refundPayment: (...request: unknown[]) => Promise<unknown> };
  const { refundPayment } = payment;
  let asked = 0;
  payment.refundPayment = async (...request) => {
    if (++asked < 3) throw new CodedError('unavailable', 'payment is away');
    return refundPayment(...request);
  };
  await h.t.as(h.ada).booking.cancelBooking({ bookingId: held.id });
  await calm(h, 3);
  payment.refundPayment = refundPayment;
  expect(asked).toBe(3);
  expect(await faults(h)).toEqual([]);
});

test('a driver that has lost the lead of a hold saves nothing', async () => {
  const hall = await h.room(costs);
  const day = new Date(h.t.clock.epochMs() + 9 * 86_400_000).toISOString().slice(0, 10);
  const { id } = await h.book(h.ada, hall.id, `${day}T10:00`, `${day}T11:00`);
  const ctx = h.t.ctx('booking') as unknown as BookingCtx;
  const [before] = await loadHolds(ctx.db, [id]);
  await h.t.as(h.ada).booking.cancelBooking({ bookingId: id });
  expect(await saveHold(ctx, before!, { outcome: 'expired', payment: null, error: null })).toBeNull();
  expect(await h.t.as(h.ada).booking.getBooking({ bookingId: id })).toMatchObject({ state: 'cancelled' });
});

test('how somebody pays is not readable in the database while the payment is open', async () => {
  const hall = await h.room(costs);
  const { id } = await h.book(h.ada, hall.id, '2026-04-20T10:00', '2026-04-20T12:00');
  await h.pay(h.ada, id, 'tok_timeout_success').catch(() => {});
  const { kept } = await h.db.one({
    kept: col.bytes,
  })`select payment_method as kept from holds where reservation_id = ${id}`;
  expect(kept.toString('latin1')).not.toContain('tok_');
  await calm(h);
  expect(await faults(h)).toEqual([]);
});
