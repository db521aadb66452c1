// A thousand want the same: what is sold is what there is, and everybody else is told so.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { type House, house } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

const patience = { timeout: 60_000 };

/** How often each answer came. */
async function outcomes(asked: Promise<unknown>[]): Promise<Record<string, number>> {
  const said = await Promise.all(
    asked.map(each =>
      each.then(
        () => 'done',
        error => `${error.code} ${error.extras?.reason}`,
      ),
    ),
  );
  const counts: Record<string, number> = {};
  for (const each of said) counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

const crowd = (count: number, resourceId: string, start: string, end: string) =>
  Array.from({ length: count }, () => h.book(h.resident(), resourceId, start, end));

test('a thousand requests for one slot: one has it, 999 are told that it is taken', patience, async () => {
  const room = await h.room();
  expect(await outcomes(crowd(1_000, room.id, '2026-03-03T10:00', '2026-03-03T11:00'))).toEqual({
    done: 1,
    'conflict slot_taken': 999,
  });
});

test('with eight places exactly eight of a thousand have one', patience, async () => {
  const gym = await h.room({ kind: 'gym', capacity: 8 });
  expect(await outcomes(crowd(1_000, gym.id, '2026-03-03T10:00', '2026-03-03T11:00'))).toEqual({
    done: 8,
    'conflict slot_taken': 992,
  });
});

/** Whether any two bookings of a resource keep each other out. */
const overlaps = async (resourceId: string) =>
  (
    await h.db.one({ count: col.int })`
      select count(*)::int as count from reservations a join reservations b on a.id < b.id
      where a.resource_id = ${resourceId} and b.resource_id = a.resource_id and a.occupies && b.occupies
        and a.state = 'confirmed' and b.state = 'confirmed'`
  ).count;

test('ranges that overlap, buffers and series together never have the same time twice', patience, async () => {
  const room = await h.room({ slotMinutes: 30, bufferBeforeMinutes: 15, bufferAfterMinutes: 15, maxSlots: 6 });
  const asked = Array.from({ length: 200 }, (_, index) => {
    const hour = 8 + (index % 9);
    const at = (hours: number, minutes: number) =>
      `2026-03-03T${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
    const start = at(hour, (index % 2) * 30);
    if (index % 10 === 0)
      return h.t.as(h.resident()).booking.reserveSeries({
        resourceId: room.id,
        start,
        end: at(hour + 1, (index % 2) * 30),
        rrule: 'FREQ=DAILY',
        times: 3,
      });
    return h.book(h.resident(), room.id, start, at(hour + 1 + (index % 3), 0));
  });
  const counts = await outcomes(asked);
  expect(Object.keys(counts).filter(each => !['done', 'conflict slot_taken'].includes(each))).toEqual([]);
  expect(await overlaps(room.id)).toBe(0);
  expect(counts.done).toBeGreaterThan(2);
});

test('with several places no quarter of an hour ever has more than there are', patience, async () => {
  const gym = await h.room({ kind: 'gym', capacity: 3, slotMinutes: 30 });
  const asked = Array.from({ length: 120 }, (_, index) => {
    const hour = 8 + (index % 5);
    const [start, end] = [hour, hour + 1 + (index % 2)].map(each => `2026-03-03T${String(each).padStart(2, '0')}:00`);
    return h.book(h.resident(), gym.id, start!, end!);
  });
  const counts = await outcomes(asked);
  expect(Object.keys(counts).filter(each => !['done', 'conflict slot_taken'].includes(each))).toEqual([]);
  const cells = await h.db.many({ taken: col.int, booked: col.int })`
    select s.taken, (select count(*)::int from reservations b
                     where b.resource_id = s.resource_id and b.state = 'confirmed' and b.occupies @> s.at) as booked
    from slots s where s.resource_id = ${gym.id}`;
  expect(cells.every(({ taken, booked }) => taken === booked && taken <= 3)).toBe(true);
  expect(Math.max(...cells.map(({ taken }) => taken))).toBe(3);
});

test('PostgreSQL decides, whatever the line in the process says', async () => {
  const room = await h.room();
  const first = await h.book(h.ada, room.id, '2026-03-03T10:00', '2026-03-03T11:00');
  await expect(h.db.run`
    insert into reservations (id, resource_id, building_id, zone, wall_start, wall_end, starts_at, ends_at, occupies,
                              exclusive, state, note, fee, deposit, currency, created_at)
    select ${room.buildingId}, resource_id, building_id, zone, wall_start, wall_end, starts_at, ends_at, occupies,
           exclusive, state, note, fee, deposit, currency, created_at
    from reservations where id = ${first.id}`).rejects.toMatchObject({ extras: { reason: 'slot_taken' } });
  const gym = await h.room({ kind: 'gym', capacity: 2 });
  await h.book(h.ada, gym.id, '2026-03-03T10:00', '2026-03-03T11:00');
  await expect(h.db.run`update slots set taken = 3 where resource_id = ${gym.id}`).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('two who approve one booking at once: one does', async () => {
  const room = await h.room({ approval: true });
  const asked = await h.book(h.ada, room.id, '2026-03-03T10:00', '2026-03-03T11:00');
  expect(asked.state).toBe('pending');
  expect(await outcomes(crowd(20, room.id, '2026-03-03T10:00', '2026-03-03T11:00'))).toEqual({
    'conflict slot_taken': 20,
  });
  const decide = () => h.managed.decideBooking({ bookingId: asked.id, approve: true });
  expect(await outcomes([decide(), decide()])).toEqual({ done: 1, 'failed_precondition not_pending': 1 });
});
