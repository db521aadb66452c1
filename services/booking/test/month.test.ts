// A month of availability with a thousand bookings in it: reckoned in memory from one reading of what is taken.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookableAt, freeIn, showSlot, slotsOf, type Taken } from '../domain/availability.ts';
import { dayOf, msOfWall, wallOf } from '../domain/wall.ts';
import { type House, house } from './fixture.ts';

let h: House;
beforeAll(async () => {
  h = await house();
});
afterAll(() => h.close());

test('a thousand bookings in a month are each seen in their slot and nowhere else', async () => {
  const room = await h.room({ slotMinutes: 15 }, { from: '00:00', to: '24:00' });
  await h.db.run`
    insert into reservations (id, resource_id, building_id, zone, wall_start, wall_end, starts_at, ends_at, occupies,
                              exclusive, state, note, fee, deposit, currency, created_at)
    select gen.id, ${room.id}, ${h.buildingId}, 'Europe/Berlin', '2026-05-01T00:00', '2026-05-01T00:15', gen.at,
           gen.at + interval '15 minutes', tstzrange(gen.at, gen.at + interval '15 minutes'), true, 'confirmed', '', 0, 0,
           'EUR', ${h.t.clock.now()}
    from (select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid as id,
                 timestamptz '2026-04-30 22:00Z' + n * interval '30 minutes' as at
          from generate_series(0, 999) as n) gen`;
  const asked = { resourceId: room.id, from: '2026-05-01', to: '2026-05-31' };
  const { slots } = await h.t.as(h.ada).booking.getAvailability(asked);
  expect(slots).toHaveLength(31 * 96);
  expect(slots.filter(({ free }) => free === 0)).toHaveLength(1_000);
  expect(slots.slice(0, 4).map(({ free }) => free)).toEqual([0, 1, 0, 1]);
});

test('what can be booked in a month is reckoned in a few milliseconds', () => {
  const zone = 'Europe/Berlin';
  const open = { kind: 'open' as const, rrule: 'FREQ=DAILY', firstDay: '2026-01-01', lastDay: null };
  const plan = { zone, slotMinutes: 60, rules: [{ ...open, fromMinute: 0, toMinute: 1_440 }] };
  const start = msOfWall(zone, wallOf('2026-05-01T00:00'));
  const taken: Taken[] = Array.from({ length: 1_000 }, (_, index) => {
    const fromMs = start + index * 2_400_000;
    return { fromMs, toMs: fromMs + 1_200_000, count: 1 };
  });
  const limits = { zone, capacity: 1, beforeMinutes: 0, afterMinutes: 0, noticeMinutes: 0, aheadDays: 60 };
  const [first, last] = [dayOf('2026-05-01'), dayOf('2026-05-31')];
  const month = () => {
    const bookable = bookableAt(limits, '2026-05-01T08:00:00.000Z');
    return slotsOf(plan, first, last).map(slot => [freeIn(slot, limits, taken), bookable(slot), showSlot(slot)]);
  };
  month();
  const times = Array.from({ length: 20 }, () => {
    const began = performance.now();
    expect(month()).toHaveLength(744);
    return performance.now() - began;
  });
  // The best of twenty, so that a busy machine does not decide.
  expect(Math.min(...times)).toBeLessThan(10);
});
