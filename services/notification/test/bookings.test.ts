// What is told of bookings, to whom and in which language; each event also when it comes twice.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  bookingCancelled,
  bookingCreated,
  bookingDeclined,
  bookingOffered,
  bookingRefundFailed,
  bookingReminderDue,
  bookingRequested,
} from '#services/booking/events';
import { userRoleChanged } from '#services/iam/events';
import { refundIssued } from '#services/payment/events';
import { type Town, town } from './town.ts';

let home: Town;
const buildingId = randomUUID();
let ada: ReturnType<Town['person']>;
let manager: ReturnType<Town['person']>;

beforeAll(async () => {
  home = await town();
  ada = home.person({ name: 'Ada' });
  manager = home.person({ name: 'Max', locale: 'de' });
  const scope = `building:${buildingId}`;
  await home.t.deliver(userRoleChanged, { userId: manager.userId, role: 'manager', scope, change: 'granted' });
});
afterAll(() => home.t.close());

const about = (userId: string | null = ada.userId) => ({
  bookingId: randomUUID(),
  resourceId: randomUUID(),
  buildingId,
  userId,
  resource: 'Party hall',
  startsAt: '2026-03-07T17:00:00.000Z',
  endsAt: '2026-03-07T20:00:00.000Z',
  zone: 'Europe/Berlin',
});
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const newest = async (person: typeof ada) => (await home.inApp(person))[0];

test('a confirmed booking says when it is and what was paid, once although its event comes twice', async () => {
  const data = about();
  await home.t.deliver(bookingCreated, {
    ...data,
    unitId: null,
    fee: eur('5000'),
    deposit: eur('20000'),
    approved: false,
  });
  await home.t.redeliver();
  const shown = await home.inApp(ada);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatchObject({
    type: 'booking.created',
    title: 'Booked: Party hall',
    link: `/bookings/${data.bookingId}`,
  });
  expect(shown[0]!.body).toContain('7 March 2026');
  expect(shown[0]!.body).toContain('€250.00');
  await home.t.deliver(bookingCreated, { ...about(), unitId: null, fee: eur('0'), deposit: eur('0'), approved: true });
  expect(await newest(ada)).toMatchObject({ title: 'Approved: Party hall' });
  expect((await newest(ada))!.body).not.toContain('Paid');
});

test('a cancelled booking says why and what comes back; whose account is gone is not told, nor twice', async () => {
  await home.t.deliver(bookingCancelled, { ...about(), reason: 'out_of_order', refund: eur('25000') });
  await home.t.redeliver();
  const told = await home.inApp(ada);
  expect(told[0]!.body).toContain('out of order');
  expect(told[0]!.body).toContain('€250.00');
  await home.t.deliver(bookingCancelled, { ...about(), reason: 'account_deleted', refund: eur('0') });
  await home.t.deliver(bookingCancelled, { ...about(null), reason: 'moved_out', refund: eur('0') });
  expect(await home.inApp(ada)).toHaveLength(told.length);
});

test('what a manager has to decide reaches the managers, in their language and not twice', async () => {
  await home.t.deliver(bookingRequested, about());
  await home.t.redeliver();
  expect(await home.inApp(manager)).toMatchObject([{ type: 'booking.requested', title: 'Zu entscheiden: Party hall' }]);
  await home.t.deliver(bookingDeclined, about());
  expect(await newest(ada)).toMatchObject({ type: 'booking.declined', title: 'Not approved: Party hall' });
});

test('a refund that failed for good reaches the managers once, also when it fails again, and nobody else', async () => {
  const before = (await home.inApp(ada)).length;
  const failed = { ...about(), refundId: randomUUID(), amount: eur('25000'), failure: 'refused' };
  await home.t.deliver(bookingRefundFailed, failed);
  await home.t.deliver(bookingRefundFailed, failed);
  await home.t.redeliver();
  const told = (await home.inApp(manager)).filter(({ type }) => type === 'booking.refund_failed');
  expect(told).toMatchObject([{ title: 'Eine Erstattung ist gescheitert: Party hall' }]);
  expect(told[0]!.body).toMatch(/250,00\s€/);
  expect(await home.inApp(ada)).toHaveLength(before);
});

test('an offer and a reminder reach whom they are for, and not twice', async () => {
  await home.t.deliver(bookingOffered, { ...about(), expiresAt: '2026-03-02T10:00:00.000Z' });
  expect(await newest(ada)).toMatchObject({ type: 'booking.offered', title: 'Free for you: Party hall' });
  await home.t.deliver(bookingReminderDue, about());
  await home.t.deliver(bookingDeclined, about());
  const before = (await home.inApp(ada)).length;
  await home.t.redeliver();
  expect(await home.inApp(ada)).toHaveLength(before);
});

test('a refund of a booking leads to the booking, one of a job to the job, and one of what nobody knows here says what comes back', async () => {
  const person = home.person();
  const stranger = home.person();
  const orderId = randomUUID();
  const refund = { paymentId: randomUUID(), orderId, payerId: person.userId, amount: eur('5000') };
  await home.t.deliver(refundIssued, { ...refund, purpose: 'booking', refundId: randomUUID() });
  for (const purpose of ['another', null, 'marketplace']) {
    await home.t.deliver(refundIssued, { ...refund, payerId: stranger.userId, purpose, refundId: randomUUID() });
    await home.t.advance('1s');
  }
  await home.t.deliver(refundIssued, { ...refund, payerId: null, purpose: 'booking', refundId: randomUUID() });
  await home.t.redeliver();
  expect(await home.inApp(person)).toMatchObject([
    { type: 'booking.refunded', title: 'A refund for your booking', link: `/bookings/${orderId}` },
  ]);
  expect((await home.mailbox(person.userId)).map(({ text }) => text)).toEqual([
    expect.stringContaining('€50.00 for your booking'),
  ]);
  const about = { type: 'payment.refunded', title: 'A refund of €50.00', link: `/payments/${refund.paymentId}` };
  expect(await home.inApp(stranger)).toMatchObject([
    { type: 'job.refunded', title: 'A refund for a job', link: `/jobs/${orderId}` },
    about,
    about,
  ]);
  expect(await home.mailbox(stranger.userId)).toHaveLength(3);
});
