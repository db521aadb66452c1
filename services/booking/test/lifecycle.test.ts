// Resources, rules, and what becomes of free bookings.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingCancelled, bookingCheckedIn, bookingReminderDue, resourceUpdated } from '../events.ts';
import { type House, house, reasonOf } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const mine = (person: House['ada']) => h.t.as(person).booking;
const tuesday = (from: string, to: string) => [`2026-03-03T${from}`, `2026-03-03T${to}`] as const;

test('a manager lets something be booked, changes it and takes it back; whoever lives there sees it', async () => {
  const room = await h.room({ name: 'Library', terms: 'Be quiet.' });
  expect(await reasonOf(h.room({ name: 'Library' }))).toBe('resource_name_taken');
  expect(await reasonOf(h.room({ zone: 'Europe/Nowhere' }))).toBe('invalid_argument');
  const change = { resourceId: room.id, fee: '100', terms: 'Be very quiet.', quota: null, noShow: null };
  expect(await h.managed.updateResource({ ...change, expectedVersion: room.version })).toMatchObject({
    fee: { amount: '100', currency: 'EUR' },
    termsVersion: 2,
  });
  expect(await reasonOf(h.managed.updateResource({ ...change, expectedVersion: 1 }))).toBe('version_mismatch');
  expect(await h.managed.updateResource({ resourceId: room.id, terms: null })).toMatchObject({ termsVersion: 0 });
  const shown = async (withArchived: boolean) =>
    (await mine(h.ada).listResources({ buildingId: h.buildingId, withArchived })).items.map(({ id }) => id);
  expect(await shown(false)).toContain(room.id);
  await h.managed.updateResource({ resourceId: room.id, state: 'archived' });
  expect(await shown(false)).not.toContain(room.id);
  expect(await shown(true)).toContain(room.id);
  expect(await reasonOf(h.book(h.ada, room.id, ...tuesday('10:00', '11:00')))).toBe('archived');
  expect(
    (await mine(h.ada).getAvailability({ resourceId: room.id, from: '2026-03-03', to: '2026-03-03' })).slots,
  ).toEqual([]);
  await h.t.settle();
  expect(h.t.published(resourceUpdated).at(-1)?.data).toMatchObject({ resourceId: room.id, state: 'archived' });
});

test('rows of another building are not there, and only managers manage', async () => {
  const room = await h.room();
  const booked = await h.book(h.ada, room.id, ...tuesday('10:00', '11:00'));
  const { items } = await mine(h.ada).listRules({ resourceId: room.id });
  const foreign = mine(h.stranger);
  const bookingId = booked.id;
  const hidden = [
    foreign.getResource({ resourceId: room.id }),
    foreign.getAvailability({ resourceId: room.id, from: '2026-03-03', to: '2026-03-03' }),
    foreign.updateResource({ resourceId: room.id, name: 'Mine' }),
    foreign.addRule({ resourceId: room.id, firstDay: '2026-03-03' }),
    foreign.removeRule({ ruleId: items[0]!.id }),
    foreign.getCheckInCode({ resourceId: room.id }),
    foreign.reserve({ resourceId: room.id, start: '2026-03-04T10:00', end: '2026-03-04T11:00' }),
    foreign.getBooking({ bookingId }),
    foreign.cancelBooking({ bookingId }),
    foreign.decideBooking({ bookingId, approve: true }),
    foreign.checkIn({ bookingId }),
    foreign.keepDeposit({ bookingId, amount: '1', reason: 'Dirt' }),
    foreign.openDraw({
      resourceId: room.id,
      firstDay: '2026-04-01',
      lastDay: '2026-04-02',
      closesAt: '2026-03-20T00:00:00.000Z',
    }),
    mine(h.ben).getBooking({ bookingId }),
    mine(h.ben).cancelBooking({ bookingId }),
    mine(h.ben).acceptOffer({ bookingId }),
  ];
  expect(new Set(await Promise.all(hidden.map(reasonOf)))).toEqual(new Set(['not_found']));
  const refused = [
    mine(h.ada).updateResource({ resourceId: room.id, name: 'Mine' }),
    mine(h.ada).decideBooking({ bookingId, approve: true }),
    mine(h.ada).listBookings({ buildingId: h.buildingId }),
    mine(h.ada).getCheckInCode({ resourceId: room.id }),
  ];
  expect(new Set(await Promise.all(refused.map(reasonOf)))).toEqual(new Set(['permission_denied']));
});

test('rules open and close; what is asked for has to fit them', async () => {
  const room = await h.room({ minNoticeMinutes: 120, maxAheadDays: 10, maxSlots: 2 });
  const closed = { kind: 'closed', name: 'Cleaning', firstDay: '2026-03-03', from: '12:00', to: '13:00' } as const;
  const rule = await h.managed.addRule({ resourceId: room.id, ...closed });
  const book = (start: string, end: string) => reasonOf(h.book(h.ada, room.id, start, end));
  expect(await book(...tuesday('12:00', '13:00'))).toBe('not_open');
  await h.managed.removeRule({ ruleId: rule.id });
  expect(await book(...tuesday('12:00', '13:00'))).toBe('done');
  expect(await book(...tuesday('07:00', '08:00'))).toBe('not_open');
  expect(await book(...tuesday('08:30', '09:30'))).toBe('not_open');
  expect(await book(...tuesday('09:00', '12:00'))).toBe('too_long');
  expect(await book(...tuesday('10:00', '09:00'))).toBe('invalid_argument');
  expect(await book('2026-03-02T11:00', '2026-03-02T12:00')).toBe('too_soon');
  expect(await book('2026-03-13T10:00', '2026-03-13T11:00')).toBe('too_far');
  for (const bad of [{ rrule: 'FREQ=SECONDLY' }, { from: '24:00' }, { lastDay: '2026-01-01' }])
    expect(['invalid_argument', 'rule_unreadable']).toContain(
      await reasonOf(h.managed.addRule({ resourceId: room.id, firstDay: '2026-03-03', ...bad })),
    );
  const night = await h.managed.addRule({ resourceId: room.id, firstDay: '2026-03-05', from: '22:00', to: '02:00' });
  expect(night).toMatchObject({ from: '22:00', to: '02:00', rrule: null });
  expect(await book('2026-03-05T23:00', '2026-03-06T01:00')).toBe('done');
});

test('availability says of each slot how much is free, and why it cannot be had', async () => {
  const gym = await h.room({ kind: 'gym', capacity: 2, maxAheadDays: 1 });
  await h.book(h.ada, gym.id, ...tuesday('10:00', '11:00'));
  await h.book(h.ben, gym.id, ...tuesday('10:00', '12:00'));
  const month = await mine(h.ada).getAvailability({ resourceId: gym.id, from: '2026-03-02', to: '2026-03-04' });
  const at = (start: string) => month.slots.find(slot => slot.start === start);
  expect(at('2026-03-03T10:00')).toMatchObject({ free: 0, bookable: 'taken', startsAt: '2026-03-03T09:00:00.000Z' });
  expect(at('2026-03-03T11:00')).toMatchObject({ free: 1, bookable: 'yes' });
  expect(at('2026-03-02T09:00')).toMatchObject({ free: 2, bookable: 'too_soon' });
  expect(at('2026-03-04T10:00')).toMatchObject({ bookable: 'too_far' });
  expect(month.slots).toHaveLength(36);
  const room = await h.room({ bufferBeforeMinutes: 30, bufferAfterMinutes: 30 });
  await h.book(h.ada, room.id, ...tuesday('10:00', '11:00'));
  const day = await mine(h.ada).getAvailability({ resourceId: room.id, from: '2026-03-03', to: '2026-03-03' });
  expect(day.slots.filter(({ free }) => free === 0).map(({ start }) => start.slice(11))).toEqual([
    '09:00',
    '10:00',
    '11:00',
  ]);
  const asked = { resourceId: gym.id, from: '2026-03-02', to: '2026-05-04' };
  expect(await reasonOf(mine(h.ada).getAvailability(asked))).toBe('invalid_argument');
});

test('one place becomes several only while nothing is booked', async () => {
  const room = await h.room();
  const booked = await h.book(h.ada, room.id, ...tuesday('10:00', '11:00'));
  expect(await reasonOf(h.managed.updateResource({ resourceId: room.id, capacity: 4 }))).toBe('booked');
  await mine(h.ada).cancelBooking({ bookingId: booked.id });
  expect(await h.managed.updateResource({ resourceId: room.id, capacity: 4 })).toMatchObject({ capacity: 4 });
});

test('terms have to be accepted in the version that holds', async () => {
  const room = await h.room({ terms: 'Leave it clean.' });
  expect(await reasonOf(h.book(h.ada, room.id, ...tuesday('10:00', '11:00')))).toBe('terms_not_accepted');
  expect(await reasonOf(h.book(h.ada, room.id, ...tuesday('10:00', '11:00'), { acceptedTerms: 1 }))).toBe('done');
});

test('nobody has more than the quota, at once or one after the other; by home the household counts', async () => {
  const room = await h.room({ kind: 'gym', capacity: 50, quota: { of: 'person', per: 'week', max: 2 } });
  const asked = await Promise.all(
    [8, 9, 10, 11].map(hour => reasonOf(h.book(h.ada, room.id, ...tuesday(hours(hour), hours(hour + 1))))),
  );
  expect(asked.toSorted()).toEqual(['done', 'done', 'quota_reached', 'quota_reached']);
  expect(await reasonOf(h.book(h.ada, room.id, '2026-03-09T10:00', '2026-03-09T11:00'))).toBe('done');
  const shared = await h.room({ quota: { of: 'unit', per: 'month', max: 1 } });
  expect(await reasonOf(h.book(h.ada, shared.id, ...tuesday('10:00', '11:00'), { unitId: h.homes.ada }))).toBe('done');
  expect(await reasonOf(h.book(h.ada, shared.id, ...tuesday('12:00', '13:00')))).toBe('quota_reached');
  expect(await reasonOf(h.book(h.cleo, shared.id, ...tuesday('12:00', '13:00')))).toBe('no_home');
  expect(await reasonOf(h.book(h.ben, shared.id, ...tuesday('12:00', '13:00'), { unitId: h.homes.ada }))).toBe(
    'not_found',
  );
});
const hours = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

test('what needs no money waits for a manager, and is declined when nobody decides', async () => {
  const room = await h.room({ approval: true });
  const ask = async (from: string, to: string) => (await h.book(h.ada, room.id, ...tuesday(from, to))).id;
  const [yes, no, late] = [await ask('10:00', '11:00'), await ask('11:00', '12:00'), await ask('12:00', '13:00')];
  expect(await h.managed.decideBooking({ bookingId: yes, approve: true })).toMatchObject({ state: 'confirmed' });
  expect(await h.managed.decideBooking({ bookingId: no, approve: false })).toMatchObject({ state: 'declined' });
  expect(await reasonOf(h.managed.decideBooking({ bookingId: no, approve: true }))).toBe('not_pending');
  h.t.clock.set('2026-03-03T11:00:00.000Z');
  await h.t.settle();
  expect(await mine(h.ada).getBooking({ bookingId: late })).toMatchObject({ state: 'declined', expiresAt: null });
});

test('a series keeps its time on the wall over a change of the clocks, and says which times cannot be had', async () => {
  const room = await h.room();
  await h.book(h.ben, room.id, '2026-03-31T18:00', '2026-03-31T19:00');
  const series = {
    resourceId: room.id,
    start: '2026-03-24T18:00',
    end: '2026-03-24T19:00',
    rrule: 'FREQ=WEEKLY',
    times: 3,
  };
  expect(await reasonOf(mine(h.ada).reserveSeries({ ...series, allOrNothing: true }))).toBe('series_conflict');
  const { seriesId, items } = await mine(h.ada).reserveSeries(series);
  expect(items.map(({ start, reason }) => [start, reason])).toEqual([
    ['2026-03-24T18:00', null],
    ['2026-03-31T18:00', 'slot_taken'],
    ['2026-04-07T18:00', null],
  ]);
  const times = await Promise.all(
    [items[0]!, items[2]!].map(
      async ({ bookingId }) => (await mine(h.ada).getBooking({ bookingId: bookingId! })).startsAt,
    ),
  );
  expect(times).toEqual(['2026-03-24T17:00:00.000Z', '2026-04-07T16:00:00.000Z']);
  expect(await reasonOf(mine(h.ben).cancelSeries({ seriesId }))).toBe('not_found');
  expect(await mine(h.ada).cancelSeries({ seriesId })).toEqual({ seriesId, cancelled: 2 });
});

test('whoever comes checks in by the code at the door; who does not loses the slot, and after two the right', async () => {
  const room = await h.room({ noShow: { graceMinutes: 15, max: 1 }, maxSlots: 2 });
  const day = h.t.clock.now().slice(0, 10);
  const bookingOf = async (who: House['ada'], from: number) =>
    (await h.book(who, room.id, `${day}T${from}:00`, `${day}T${from + 1}:00`)).id;
  const [comes, misses] = [await bookingOf(h.ada, 14), await bookingOf(h.ben, 15)];
  const { checkInCode } = await h.managed.getCheckInCode({ resourceId: room.id });
  expect(await reasonOf(mine(h.ada).checkIn({ bookingId: comes, code: checkInCode }))).toBe('too_early');
  h.t.clock.set(`${day}T12:55:00.000Z`);
  const wrong = checkInCode === '000000' ? '000001' : '000000';
  expect(await reasonOf(mine(h.ada).checkIn({ bookingId: comes, code: wrong }))).toBe('wrong_code');
  expect(await mine(h.ada).checkIn({ bookingId: comes, code: checkInCode })).toMatchObject({ state: 'checked_in' });
  expect(await reasonOf(h.managed.checkIn({ bookingId: comes }))).toBe('not_confirmed');
  expect(await reasonOf(mine(h.ada).cancelBooking({ bookingId: comes }))).toBe('not_running');
  h.t.clock.set(`${day}T14:01:00.000Z`);
  expect(await reasonOf(mine(h.ben).cancelBooking({ bookingId: misses }))).toBe('begun');
  h.t.clock.set(`${day}T14:16:00.000Z`);
  await h.t.advance('1m');
  const state = async (who: House['ada'], bookingId: string) => (await mine(who).getBooking({ bookingId })).state;
  expect([await state(h.ada, comes), await state(h.ben, misses)]).toEqual(['completed', 'no_show']);
  expect(h.t.published(bookingCheckedIn).at(-1)?.data).toMatchObject({ bookingId: comes });
  expect(h.t.published(bookingCancelled).at(-1)?.data).toMatchObject({ bookingId: misses, reason: 'no_show' });
  expect(await reasonOf(bookingOf(h.ben, 18))).toBe('missed_too_often');
  await h.t.advance('25h');
});

test('one is reminded a day before, once, unless one only just booked', async () => {
  const room = await h.room();
  const day = (days: number) => new Date(Date.parse(h.t.clock.now()) + days * 86_400_000).toISOString().slice(0, 10);
  const far = await h.book(h.ada, room.id, `${day(3)}T10:00`, `${day(3)}T11:00`);
  await h.book(h.ada, room.id, `${day(0)}T19:00`, `${day(0)}T20:00`);
  await h.t.advance('1h');
  expect(h.t.published(bookingReminderDue).filter(({ data }) => data.resourceId === room.id)).toEqual([]);
  for (let hour = 0; hour < 3; hour++) await h.t.advance('24h');
  const told = h.t.published(bookingReminderDue).filter(({ data }) => data.resourceId === room.id);
  expect(told.map(({ data }) => data.bookingId)).toEqual([far.id]);
});

test('lists are in order, by page, and of the state that is asked for', async () => {
  const room = await h.room({ kind: 'gym', capacity: 9 });
  const day = new Date(Date.parse(h.t.clock.now()) + 5 * 86_400_000).toISOString().slice(0, 10);
  const dora = h.resident();
  for (const hour of ['10', '12', '14'])
    await h.book(dora, room.id, `${day}T${hour}:00`, `${day}T${Number(hour) + 1}:00`);
  const first = await mine(dora).listMyBookings({ limit: 2 });
  const second = await mine(dora).listMyBookings({
    limit: 2,
    cursor: first.nextCursor!,
    upcoming: true,
    state: 'confirmed',
  });
  expect([...first.items, ...second.items].map(({ start }) => start.slice(11, 13))).toEqual(['14', '12', '10']);
  const all = await h.managed.listBookings({
    buildingId: h.buildingId,
    resourceId: room.id,
    state: 'confirmed',
    limit: 2,
  });
  const rest = await h.managed.listBookings({
    buildingId: h.buildingId,
    resourceId: room.id,
    limit: 2,
    cursor: all.nextCursor!,
  });
  expect([...all.items, ...rest.items]).toHaveLength(3);
  const onDay = async (firstDay: string, lastDay: string) =>
    (await h.managed.listBookings({ buildingId: h.buildingId, resourceId: room.id, firstDay, lastDay })).items.length;
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  expect([await onDay(day, day), await onDay(next, next), await onDay('2026-01-01', next)]).toEqual([3, 0, 3]);
  const gone = { ...dora, grants: [] };
  expect((await mine(gone).listMyBookings({})).items).toEqual([]);
  expect(
    (await mine({ ...dora, grants: [{ role: 'admin', scope: 'platform' }] }).listMyBookings({})).items,
  ).toHaveLength(3);
});
