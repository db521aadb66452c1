// A series that costs money: held as one, paid as one, and each of its times given up by itself.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { unitVacated } from '#services/building/events';
import { incidentOpened } from '#services/ticket/events';
import { type bookingCancelled, bookingCreated, bookingDeclined } from '../events.ts';
import { calm, faults } from './books.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const costs = {
  kind: 'hall' as const,
  fee: '2001',
  deposit: '10000',
  refundSteps: [
    { hoursBefore: 240, percent: 100 },
    { hoursBefore: 24, percent: 50 },
  ],
};
const eur = (amount: string) => ({ amount, currency: 'EUR' });
const mine = (person = h.ada) => h.t.as(person).booking;
const weekly = (resourceId: string, date = '2026-03-10', times = 3) => ({
  resourceId,
  start: `${date}T10:00`,
  end: `${date}T11:00`,
  rrule: 'FREQ=WEEKLY',
  times,
});
const idsOf = (items: readonly { bookingId: string | null }[]) =>
  items.flatMap(({ bookingId }) => (bookingId ? [bookingId] : []));
const bookings = (ids: readonly string[]) => Promise.all(ids.map(bookingId => mine().getBooking({ bookingId })));
const states = async (ids: readonly string[]) => (await bookings(ids)).map(({ state }) => state);
const told = (event: typeof bookingCreated | typeof bookingCancelled | typeof bookingDeclined, ids: string[]) =>
  h.t.published(event).filter(({ subject }) => ids.includes(subject)).length;

test('what a series costs is said before; what is free of it is held and paid together, and each time given up by itself', async () => {
  const hall = await h.room(costs);
  const other = await h.book(h.ben, hall.id, '2026-03-17T10:00', '2026-03-17T11:00');
  await h.pay(h.ben, other.id);
  const wish = weekly(hall.id);
  const quoted = await mine().quoteSeries(wish);
  expect(quoted).toEqual({
    items: [
      { start: '2026-03-10T10:00', end: '2026-03-10T11:00', reason: null, fee: eur('2001'), deposit: eur('10000') },
      { start: '2026-03-17T10:00', end: '2026-03-17T11:00', reason: 'slot_taken', fee: null, deposit: null },
      { start: '2026-03-24T10:00', end: '2026-03-24T11:00', reason: null, fee: eur('2001'), deposit: eur('10000') },
    ],
    cost: { fee: eur('4002'), deposit: eur('20000'), total: eur('24002') },
  });
  expect((await mine().listMyBookings({ upcoming: true })).items).toEqual([]);
  expect(await reasonOf(mine().reserveSeries({ ...wish, allOrNothing: true }))).toBe('series_conflict');

  const { seriesId, items, cost, expiresAt } = await mine().reserveSeries(wish);
  expect(cost).toEqual(quoted.cost);
  expect(items.map(({ reason }) => reason)).toEqual([null, 'slot_taken', null]);
  const ids = idsOf(items);
  for (const booking of await bookings(ids))
    expect(booking).toMatchObject({
      state: 'held',
      seriesId,
      expiresAt,
      payment: { amount: eur('24002'), bookings: 2 },
    });
  expect(await reasonOf(mine().cancelBooking({ bookingId: ids[0]! }))).toBe('series_unpaid');
  expect(await reasonOf(h.pay(h.ben, ids[0]!))).toBe('not_found');

  // Any of them pays for all; a card that is declined leaves all of them held.
  expect(await reasonOf(h.pay(h.ada, ids[1]!, 'tok_insufficient_funds'))).toBe('payment_declined');
  expect(await states(ids)).toEqual(['held', 'held']);
  expect(await h.pay(h.ada, ids[1]!)).toMatchObject({ state: 'confirmed', fee: eur('2001'), deposit: eur('10000') });
  expect(await states(ids)).toEqual(['confirmed', 'confirmed']);
  await h.t.settle();
  expect(told(bookingCreated, ids)).toBe(2);
  const paid = (await bookings(ids)).map(({ payment }) => payment!.paymentId);
  expect(new Set(paid).size).toBe(1);

  // Eight days before the first, half of its fee comes back, and nothing of the other's.
  const given = await mine().cancelBooking({ bookingId: ids[0]! });
  expect(given).toMatchObject({ state: 'cancelled', refunded: eur('11000'), cancellation: { refundPercent: 50 } });
  await calm(h, 2);
  const status = await h.t.asService('booking').payment.getPaymentStatus({ paymentId: paid[0]! });
  expect(status).toMatchObject({ captured: eur('24002'), refunded: eur('11000') });
  expect((await bookings(ids))[1]).toMatchObject({ state: 'confirmed', refunded: eur('0') });
  expect(await faults(h)).toEqual([]);

  // The other's deposit comes back after its end, less what is kept.
  h.t.clock.set('2026-03-24T10:30:00.000Z');
  await h.t.advance('1m');
  await h.managed.keepDeposit({ bookingId: ids[1]!, amount: '4000', reason: 'A broken chair' });
  await h.t.advance('25h');
  await calm(h, 2);
  expect((await bookings(ids))[1]).toMatchObject({ state: 'completed', refunded: eur('6000') });
  expect(await faults(h)).toEqual([]);
});

test('a series that is not paid is free again as a whole, and given up as a whole', async () => {
  const hall = await h.room(costs);
  const first = await mine().reserveSeries(weekly(hall.id, '2026-04-07'));
  await calm(h, 4);
  expect(await states(idsOf(first.items))).toEqual(['expired', 'expired', 'expired']);
  const again = await mine().reserveSeries({ ...weekly(hall.id, '2026-04-07'), allOrNothing: true });
  expect(await reasonOf(mine(h.ben).cancelSeries({ seriesId: again.seriesId }))).toBe('not_found');
  expect(await mine().cancelSeries({ seriesId: again.seriesId })).toEqual({ seriesId: again.seriesId, cancelled: 3 });
  await h.t.settle();
  expect(await states(idsOf(again.items))).toEqual(['cancelled', 'cancelled', 'cancelled']);
  expect(await h.pay(h.ada, idsOf(again.items)[0]!)).toMatchObject({ state: 'cancelled' });
  await calm(h, 1);
  expect(await faults(h)).toEqual([]);
});

test('of two who want the same series at once each time is one’s alone, and both pay for what they have', async () => {
  const hall = await h.room(costs);
  const made = await Promise.all([h.ada, h.ben].map(who => mine(who).reserveSeries(weekly(hall.id, '2026-04-07', 6))));
  const [adas, bens] = made.map(({ items }) => idsOf(items));
  expect(adas!.length + bens!.length).toBe(6);
  const payers = [
    ...adas!.slice(0, 1).map(id => [h.ada, id] as const),
    ...bens!.slice(0, 1).map(id => [h.ben, id] as const),
  ];
  await Promise.allSettled(payers.flatMap(([who, id]) => [h.pay(who, id), h.pay(who, id)]));
  await calm(h, 1);
  expect(await faults(h)).toEqual([]);
});

test('a manager decides on all of a series at once', async () => {
  const hall = await h.room({ ...costs, approval: true });
  const [yes, no] = [
    await mine().reserveSeries(weekly(hall.id, '2026-04-07')),
    await mine().reserveSeries(weekly(hall.id, '2026-04-08')),
  ].map(({ items }) => idsOf(items));
  for (const ids of [yes!, no!]) await h.pay(h.ada, ids[0]!);
  expect(await states([...yes!, ...no!])).toEqual(Array.from({ length: 6 }, () => 'pending'));
  const stranger = h.t.as(h.stranger).booking;
  expect(await reasonOf(stranger.decideBooking({ bookingId: yes![1]!, approve: true }))).toBe('not_found');
  await h.managed.decideBooking({ bookingId: yes![1]!, approve: true });
  await h.managed.decideBooking({ bookingId: no![2]!, approve: false });
  expect(await reasonOf(h.managed.decideBooking({ bookingId: yes![0]!, approve: false }))).toBe('not_pending');
  await calm(h, 1);
  expect(await states(yes!)).toEqual(['confirmed', 'confirmed', 'confirmed']);
  expect(await states(no!)).toEqual(['declined', 'declined', 'declined']);
  expect(told(bookingDeclined, no!)).toBe(3);
  expect(await faults(h)).toEqual([]);
});

test('an incident gives back exactly the times it takes, also of a series that is only paid later', async () => {
  const hall = await h.room(costs);
  const today = h.t.clock.now().slice(0, 10);
  const { items } = await mine().reserveSeries({
    ...weekly(hall.id, today),
    start: `${today}T18:00`,
    end: `${today}T19:00`,
  });
  const ids = idsOf(items);
  await h.t.deliver(incidentOpened, {
    incidentId: h.t.ctx('booking').id(),
    buildingId: h.buildingId,
    title: 'Water in the hall',
    entranceIds: [],
    floorIds: [],
    by: h.manager.userId,
    resourceIds: [hall.id],
  });
  expect(await states(ids)).toEqual(['held', 'held', 'held']);
  await h.pay(h.ada, ids[2]!);
  await calm(h, 1);
  const [first, ...later] = await bookings(ids);
  expect(first).toMatchObject({ state: 'cancelled', refunded: eur('12001'), cancellation: { reason: 'out_of_order' } });
  for (const each of later) expect(each).toMatchObject({ state: 'confirmed', refunded: eur('0') });
  expect(await faults(h)).toEqual([]);
});

test('who moves out loses a paid series by the rules and an unpaid one as a whole, also when it is told twice', async () => {
  const hall = await h.room(costs);
  const unitId = h.homes.ben;
  const paid = await mine(h.ben).reserveSeries(weekly(hall.id, '2026-04-07'));
  await h.pay(h.ben, idsOf(paid.items)[0]!);
  const open = await mine(h.ben).reserveSeries(weekly(hall.id, '2026-04-08'));
  const moveOutId = h.t.ctx('booking').id();
  const { buildingId } = h;
  await h.t.deliver(unitVacated, { unitId, buildingId, userId: h.ben.userId, moveOutId, leftBuilding: true });
  await h.t.redeliver();
  await calm(h, 2);
  const ended = await Promise.all(
    [...idsOf(paid.items), ...idsOf(open.items)].map(bookingId => h.managed.getBooking({ bookingId })),
  );
  expect(ended.map(({ refunded }) => refunded.amount)).toEqual(['12001', '12001', '12001', '0', '0', '0']);
  for (const { state, cancellation } of ended)
    expect([state, cancellation?.reason]).toEqual(['cancelled', 'moved_out']);
  expect(await faults(h)).toEqual([]);
});
