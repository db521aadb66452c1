import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { refundIssued } from '#services/payment/events';
import { type Town, town } from './town.ts';

let home: Town;
beforeAll(async () => {
  home = await town();
});
afterAll(() => home.t.close());

test('a refund of a booking leads to the booking, and one of what nobody knows here says what comes back', async () => {
  const person = home.person();
  const stranger = home.person();
  const orderId = randomUUID();
  const refund = {
    paymentId: randomUUID(),
    orderId,
    payerId: person.userId,
    amount: { amount: '5000', currency: 'EUR' },
  };
  await home.t.deliver(refundIssued, { ...refund, purpose: 'booking', refundId: randomUUID() });
  for (const purpose of ['marketplace', null])
    await home.t.deliver(refundIssued, { ...refund, payerId: stranger.userId, purpose, refundId: randomUUID() });
  await home.t.deliver(refundIssued, { ...refund, payerId: null, purpose: 'booking', refundId: randomUUID() });
  await home.t.redeliver();
  expect(await home.inApp(person)).toMatchObject([
    { type: 'booking.refunded', title: 'A refund for your booking', link: `/bookings/${orderId}` },
  ]);
  expect((await home.mailbox(person.userId)).map(({ text }) => text)).toEqual([
    expect.stringContaining('€50.00 for your booking'),
  ]);
  const about = { type: 'payment.refunded', title: 'A refund of €50.00', link: `/payments/${refund.paymentId}` };
  expect(await home.inApp(stranger)).toMatchObject([about, about]);
  expect(await home.mailbox(stranger.userId)).toHaveLength(2);
});
