// Days on which the clocks change, in four zones: what is booked is a time on the wall, and each slot is offered once.

import { describe, expect, test } from 'vitest';
import { type Rule, runOf, showSlot, slotsOf } from '../domain/availability.ts';
import { dateOf, dayAt, dayOf, instantOfWall, isZone, msOfWall, wallOf, wallText } from '../domain/wall.ts';

const always = (change: Partial<Rule> = {}): Rule => ({
  kind: 'open',
  rrule: 'FREQ=DAILY',
  firstDay: '2026-01-01',
  lastDay: null,
  fromMinute: 0,
  toMinute: 1_440,
  ...change,
});

/** When the clocks go forward and back in 2026; Kolkata's never do. */
const changes = [
  { zone: 'Europe/Berlin', forward: '2026-03-29', back: '2026-10-25', byMinutes: 60 },
  { zone: 'America/New_York', forward: '2026-03-08', back: '2026-11-01', byMinutes: 60 },
  { zone: 'Australia/Lord_Howe', forward: '2026-10-04', back: '2026-04-05', byMinutes: 30 },
  { zone: 'Asia/Kolkata', forward: '2026-03-29', back: '2026-10-25', byMinutes: 0 },
];

describe.each(changes)('in $zone', ({ zone, forward, back, byMinutes }) => {
  const plan = { zone, slotMinutes: 15, rules: [always()] };
  const dayMs = (day: string) => {
    const midnight = (date: number) => msOfWall(zone, date * 1_440);
    return midnight(dayOf(day) + 1) - midnight(dayOf(day));
  };

  test.each([forward, back])('the slots of %s fill the day without a gap and without an overlap', day => {
    const slots = slotsOf(plan, dayOf(day), dayOf(day));
    for (const [index, slot] of slots.entries()) if (index > 0) expect(slot.startMs).toBe(slots[index - 1]!.endMs);
    expect(slots.at(-1)!.endMs - slots[0]!.startMs).toBe(dayMs(day));
    expect(new Set(slots.map(({ from }) => from)).size).toBe(slots.length);
  });

  test('only what the clock never shows is not offered', () => {
    expect(slotsOf(plan, dayOf(forward), dayOf(forward))).toHaveLength(96 - byMinutes / 15);
    expect(slotsOf(plan, dayOf(back), dayOf(back))).toHaveLength(96);
    expect(dayMs(back) - dayMs(forward)).toBe(2 * byMinutes * 60_000);
  });

  test('a time of the wall is the same all year, and comes back from its instant', () => {
    for (let day = dayOf('2026-01-01'); day <= dayOf('2026-12-31'); day += 1) {
      const wall = wallOf(`${dateOf(day)}T18:00`);
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
      expect(shown.format(new Date(msOfWall(zone, wall)))).toBe(wallText(wall).replace('T', ' '));
    }
  });

  test('later on the wall is never earlier in time', () => {
    for (const day of [forward, back]) {
      const times = Array.from({ length: 1_440 }, (_, minute) => msOfWall(zone, dayOf(day) * 1_440 + minute));
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }
  });
});

test('a slot over the hour that is skipped is shorter, one over the hour that comes twice is longer', () => {
  const plan = { zone: 'Europe/Berlin', slotMinutes: 120, rules: [always({ fromMinute: 60, toMinute: 300 })] };
  const hours = (day: string) =>
    slotsOf(plan, dayOf(day), dayOf(day)).map(({ startMs, endMs }) => (endMs - startMs) / 3_600_000);
  expect(hours('2026-03-28')).toEqual([2, 2]);
  expect(hours('2026-03-29')).toEqual([1, 2]);
  expect(hours('2026-10-25')).toEqual([3, 2]);
});

test('what is open over midnight belongs to the day it begins on, and can be booked across it', () => {
  const plan = { zone: 'Europe/Berlin', slotMinutes: 60, rules: [always({ fromMinute: 1_320, toMinute: 1_560 })] };
  const [first] = slotsOf(plan, dayOf('2026-03-29'), dayOf('2026-03-29'));
  expect(showSlot(first!)).toMatchObject({ start: '2026-03-29T00:00', end: '2026-03-29T01:00' });
  expect(runOf(plan, wallOf('2026-03-28T23:00'), wallOf('2026-03-29T01:00'))).toHaveLength(2);
});

test('closed goes before open, and takes every slot it reaches into', () => {
  const closed = always({ kind: 'closed', rrule: null, firstDay: '2026-03-03', fromMinute: 750, toMinute: 840 });
  const plan = { zone: 'Europe/Berlin', slotMinutes: 60, rules: [always({ fromMinute: 600, toMinute: 960 }), closed] };
  const starts = (day: string) => slotsOf(plan, dayOf(day), dayOf(day)).map(({ from }) => wallText(from).slice(11));
  expect(starts('2026-03-02')).toEqual(['10:00', '11:00', '12:00', '13:00', '14:00', '15:00']);
  expect(starts('2026-03-03')).toEqual(['10:00', '11:00', '14:00', '15:00']);
  expect(runOf(plan, wallOf('2026-03-03T11:00'), wallOf('2026-03-03T15:00'))).toBeNull();
});

test('rules that overlap are one stretch; a rule holds from its first day to its last', () => {
  const rules = [
    always({ fromMinute: 600, toMinute: 700, firstDay: '2026-03-03', lastDay: '2026-03-04' }),
    always({ fromMinute: 660, toMinute: 780, firstDay: '2026-03-03', lastDay: '2026-03-04' }),
  ];
  const plan = { zone: 'UTC', slotMinutes: 60, rules };
  expect(slotsOf(plan, dayOf('2026-03-01'), dayOf('2026-03-31'))).toHaveLength(6);
});

test('rules of RFC 5545 beyond days of the week are read, and those by hours refused', () => {
  const plan = (rrule: string) => ({ zone: 'UTC', slotMinutes: 1_440, rules: [always({ rrule })] });
  const days = (rrule: string) =>
    slotsOf(plan(rrule), dayOf('2026-03-01'), dayOf('2026-04-30')).map(({ from }) => wallText(from).slice(0, 10));
  expect(days('FREQ=MONTHLY;BYDAY=1MO')).toEqual(['2026-03-02', '2026-04-06']);
  expect(days('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU')).toHaveLength(5);
  expect(days('FREQ=WEEKLY;BYDAY=MO,FR')).toHaveLength(17);
  expect(() => days('FREQ=HOURLY')).toThrow('recurrence rule');
  expect(() => days('every day')).toThrow('recurrence rule');
});

test('days and zones are what they are called', () => {
  expect(dayAt('America/New_York', '2026-03-02T03:00:00.000Z')).toBe(dayOf('2026-03-01'));
  expect(instantOfWall('Asia/Kolkata', wallOf('2026-03-02T18:00'))).toBe('2026-03-02T12:30:00.000Z');
  expect([isZone('Europe/Berlin'), isZone('Europe/Nowhere'), isZone('+01:00')]).toEqual([true, false, false]);
});
