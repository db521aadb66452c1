// What happens elsewhere and what it does to bookings; each event also when it comes twice.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { residentUnverified, residentVerified, unitVacated } from '#services/building/events';
import { userDeleted } from '#services/iam/events';
import { incidentOpened, incidentResolved } from '#services/ticket/events';
import { bookingCancelled, moveOutHandled } from '../events.ts';
import { calm, faults } from './books.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const mine = (person: House['ada']) => h.t.as(person).booking;
const paid = { fee: '1000', deposit: '5000', refundSteps: [{ hoursBefore: 24, percent: 50 }] };

async function paidBooking(person: House['ada'], resourceId: string, start: string, end: string): Promise<string> {
  const { id } = await h.book(person, resourceId, start, end);
  await h.pay(person, id);
  return id;
}
const stateOf = (bookingId: string) => h.managed.getBooking({ bookingId });

test('whoever moves out loses what is to come by the rules, also when that is told twice', async () => {
  const dora = h.resident();
  const home = { userId: dora.userId, buildingId: h.buildingId, unitId: randomUUID() };
  await h.t.deliver(residentVerified, home);
  const [hall, room, court] = [await h.room(paid), await h.room(), await h.room()];
  const bookingId = await paidBooking(dora, hall.id, '2026-03-10T10:00', '2026-03-10T11:00');
  const times = { resourceId: room.id, start: '2026-03-10T10:00', end: '2026-03-10T11:00' };
  await mine(h.ada).reserve(times);
  await mine(dora).joinWaitlist(times);
  const draw = await h.managed.openDraw({
    resourceId: court.id,
    firstDay: '2026-04-03',
    lastDay: '2026-04-05',
    closesAt: '2026-03-20T12:00:00.000Z',
  });
  await mine(dora).enterDraw({ drawId: draw.id, wishes: [{ start: '2026-04-04T10:00', end: '2026-04-04T11:00' }] });
  const moveOutId = randomUUID();
  await h.t.deliver(unitVacated, { ...home, moveOutId, leftBuilding: false });
  expect((await stateOf(bookingId)).state).toBe('confirmed');
  expect(h.t.published(moveOutHandled).at(-1)?.data).toMatchObject({ moveOutId, ended: { bookings: 0 } });
  const left = randomUUID();
  await h.t.deliver(unitVacated, { ...home, moveOutId: left, leftBuilding: true });
  await h.t.deliver(residentUnverified, { ...home, leftBuilding: true });
  await h.t.redeliver();
  expect(h.t.published(moveOutHandled).filter(({ data }) => data.moveOutId === left)).toMatchObject([
    { data: { ended: { bookings: 1, waiting: 1 } } },
  ]);
  expect(await stateOf(bookingId)).toMatchObject({
    state: 'cancelled',
    refunded: { amount: '5500' },
    cancellation: { reason: 'moved_out' },
  });
  expect((await h.managed.getDraw({ drawId: draw.id })).entries).toEqual([]);
  await calm(h, 1);
  expect(await faults(h)).toEqual([]);
});

test('what an incident puts out of order is cancelled and paid back while it lasts, also when told twice', async () => {
  const [hall, other] = [await h.room(paid), await h.room(paid)];
  const foreign = randomUUID();
  const soon = await paidBooking(h.ada, hall.id, '2026-03-03T08:00', '2026-03-03T09:00');
  const later = await paidBooking(h.ada, hall.id, '2026-03-05T08:00', '2026-03-05T09:00');
  const elsewhere = await paidBooking(h.ada, other.id, '2026-03-03T08:00', '2026-03-03T09:00');
  const incident = {
    incidentId: randomUUID(),
    buildingId: h.buildingId,
    entranceIds: [],
    floorIds: [],
    title: 'Burst pipe',
    by: null,
  };
  await h.t.deliver(incidentOpened, { ...incident, buildingId: foreign, resourceIds: [other.id] });
  await h.t.deliver(incidentOpened, { ...incident, incidentId: randomUUID(), resourceIds: [hall.id] });
  await h.t.deliver(incidentOpened, { ...incident, resourceIds: [hall.id] });
  await h.t.redeliver();
  const states = async () => Promise.all([soon, later, elsewhere].map(async id => (await stateOf(id)).state));
  expect(await states()).toEqual(['cancelled', 'confirmed', 'confirmed']);
  expect((await stateOf(soon)).refunded).toMatchObject({ amount: '6000' });
  expect(h.t.published(bookingCancelled).at(-1)?.data).toMatchObject({ bookingId: soon, reason: 'out_of_order' });
  expect(await reasonOf(h.book(h.ada, hall.id, '2026-03-06T08:00', '2026-03-06T09:00'))).toBe('out_of_order');
  const { slots } = await mine(h.ada).getAvailability({ resourceId: hall.id, from: '2026-03-06', to: '2026-03-06' });
  expect(slots[0]).toMatchObject({ bookable: 'out_of_order' });
  expect(
    (await mine(h.ada).listResources({ buildingId: h.buildingId })).items.find(({ id }) => id === hall.id),
  ).toMatchObject({
    outOfOrder: true,
  });
  await h.t.advance('48h');
  expect((await stateOf(later)).state).toBe('cancelled');
  const opened = await h.db.many({ incident_id: col.uuid })`select incident_id from outages where resolved_at is null`;
  for (const { incident_id: incidentId } of opened)
    await h.t.deliver(incidentResolved, { ...incident, incidentId, resourceIds: [hall.id] });
  await h.t.redeliver();
  expect(await reasonOf(h.book(h.ada, hall.id, '2026-03-06T08:00', '2026-03-06T09:00'))).toBe('done');
  await calm(h);
  expect(await faults(h)).toEqual([]);
});

test('of a deleted account nothing is left but that something was booked, also when told twice', async () => {
  const room = await h.room();
  const dora = h.resident();
  const done = (await h.book(dora, room.id, '2026-03-09T08:00', '2026-03-09T09:00', { note: 'Dora’s birthday' })).id;
  await mine(dora).createCalendarFeed({});
  h.t.clock.set('2026-03-09T09:00:00.000Z');
  await h.t.advance('1m');
  const next = (await h.book(dora, room.id, '2026-03-19T08:00', '2026-03-19T09:00')).id;
  await h.t.deliver(userDeleted, { userId: dora.userId });
  await h.t.redeliver();
  // Their home ends by it, which is told later.
  const home = { userId: dora.userId, buildingId: h.buildingId, unitId: randomUUID() };
  await h.t.deliver(residentVerified, home);
  await h.t.deliver(unitVacated, { ...home, moveOutId: randomUUID(), leftBuilding: true });
  expect(await stateOf(done)).toMatchObject({ state: 'completed', userId: null, note: '' });
  expect(await stateOf(next)).toMatchObject({ state: 'cancelled', userId: null });
  expect(h.t.published(bookingCancelled).at(-1)?.data).toMatchObject({ bookingId: next, reason: 'account_deleted' });
  for (const { name } of await h.db.many({ name: col.text })`
    select table_name::text as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id' and table_name not in ('audit_log', 'booking_cards')`)
    expect(
      await h.db.run`
      select from residents where user_id = ${dora.userId} and ${name} = 'residents'
      union all select from waitlist where user_id = ${dora.userId} and ${name} = 'waitlist'
      union all select from calendar_feeds where user_id = ${dora.userId} and ${name} = 'calendar_feeds'
      union all select from reservations where user_id = ${dora.userId} and ${name} = 'reservations'`,
    ).toBe(0);
});

test('what is wanted while money is being taken is done as soon as that is over', async () => {
  const hall = await h.room(paid);
  const { id } = await h.book(h.ada, hall.id, '2026-03-20T08:00', '2026-03-20T09:00');
  await h.pay(h.ada, id, 'tok_capture_timeout');
  const incident = {
    incidentId: randomUUID(),
    buildingId: h.buildingId,
    entranceIds: [],
    floorIds: [],
    title: 'Fire',
    by: null,
  };
  h.t.clock.set('2026-03-19T08:00:00.000Z');
  await h.t.deliver(incidentOpened, { ...incident, resourceIds: [hall.id] });
  await calm(h, 4);
  expect(await stateOf(id)).toMatchObject({ state: 'cancelled', refunded: { amount: '6000' } });
  expect(await faults(h)).toEqual([]);
});

test('who is gone is remembered as gone for as long as something may be told of them', async () => {
  await h.t.deliver(userDeleted, { userId: randomUUID() });
  expect(await h.db.run`select from forgotten_people`).toBeGreaterThan(0);
  await h.t.advance('31d');
  expect(await h.db.run`select from forgotten_people`).toBe(0);
});
