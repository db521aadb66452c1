import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import {
  addBusinessMinutes,
  addBusinessMs,
  type BusinessCalendar,
  businessMinutesBetween,
  businessMsBetween,
} from '../domain/calendar.ts';

const week = (from: string, to: string, weekdays = [1, 2, 3, 4, 5]) => weekdays.map(weekday => ({ weekday, from, to }));
const berlin: BusinessCalendar = {
  zone: 'Europe/Berlin',
  hours: week('08:00', '17:00'),
  holidays: ['2026-04-03', '2026-04-06'],
};
const always = (zone: string): BusinessCalendar => ({
  zone,
  hours: week('00:00', '24:00', [1, 2, 3, 4, 5, 6, 7]),
  holidays: [],
});

test('a promise made on Friday afternoon falls due on Monday', () => {
  // 15:00 in Berlin, two hours before the end of the week.
  expect(addBusinessMinutes('2026-03-06T14:00:00.000Z', 240, berlin)).toBe('2026-03-09T09:00:00.000Z');
});

test('what ends with the working day is due then, not the next morning', () => {
  expect(addBusinessMinutes('2026-03-06T14:00:00.000Z', 120, berlin)).toBe('2026-03-06T16:00:00.000Z');
});

test('holidays and weekends do not count', () => {
  // From Thursday noon over Good Friday, the weekend and Easter Monday.
  expect(businessMinutesBetween('2026-04-02T10:00:00.000Z', '2026-04-07T10:00:00.000Z', berlin)).toBe(9 * 60);
});

test('the hours keep their wall time when daylight saving begins', () => {
  // The clocks go forward on Sunday: Monday 08:00 is 06:00 UTC, no longer 07:00.
  expect(addBusinessMinutes('2026-03-27T16:00:00.000Z', 60, berlin)).toBe('2026-03-30T07:00:00.000Z');
});

test('an hour that daylight saving skips counts nothing, one that it repeats counts twice', () => {
  const zone = always('Europe/Berlin');
  expect(businessMinutesBetween('2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z', zone)).toBe(23 * 60);
  expect(businessMinutesBetween('2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z', zone)).toBe(25 * 60);
  const night: BusinessCalendar = { zone: 'Europe/Berlin', hours: week('02:00', '03:00', [7]), holidays: [] };
  expect(businessMinutesBetween('2026-03-28T12:00:00.000Z', '2026-03-29T12:00:00.000Z', night)).toBe(0);
  expect(businessMinutesBetween('2026-10-24T12:00:00.000Z', '2026-10-25T12:00:00.000Z', night)).toBe(120);
});

test('hours that overlap or touch count once', () => {
  const shifts = [
    { weekday: 1, from: '12:00', to: '16:00' },
    { weekday: 1, from: '08:00', to: '12:00' },
    { weekday: 1, from: '10:00', to: '13:00' },
  ];
  const calendar: BusinessCalendar = { zone: 'UTC', hours: shifts, holidays: [] };
  expect(businessMinutesBetween('2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z', calendar)).toBe(8 * 60);
});

test('a calendar that never opens makes nothing due', () => {
  expect(addBusinessMinutes('2026-03-02T09:00:00.000Z', 1, { ...berlin, hours: [] })).toBeNull();
  const backwards = { ...berlin, hours: [{ weekday: 1, from: '17:00', to: '08:00' }] };
  expect(addBusinessMinutes('2026-03-02T09:00:00.000Z', 1, backwards)).toBeNull();
});

// Midnight itself is skipped in Beirut and repeated in Havana; Lord Howe moves by half an hour.
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Beirut',
  'America/Havana',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
);
const time = fc.integer({ min: 0, max: 24 * 4 }).map(quarter => {
  const minutes = quarter * 15;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});
const hours = fc
  .tuple(fc.integer({ min: 1, max: 7 }), time, time)
  .filter(([, a, b]) => a !== b)
  .map(([weekday, ...times]) => ({ weekday, from: times.toSorted()[0]!, to: times.toSorted()[1]! }));
const startMs = Date.parse('2026-01-01T00:00:00.000Z');
// Half of the instants lie near a change of the clocks somewhere.
const changes = [
  '2026-03-08T07:00Z',
  '2026-03-28T22:00Z',
  '2026-03-29T01:00Z',
  '2026-04-04T15:00Z',
  '2026-10-25T01:00Z',
  '2026-11-01T05:00Z',
];
const instantMs = fc.oneof(
  fc.integer({ min: 0, max: 365 * 24 * 60 }).map(minute => startMs + minute * 60_000),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -1_500, max: 1_500 }))
    .map(([at, minute]) => Date.parse(at) + minute * 60_000),
);
const iso = (ms: number) => new Date(ms).toISOString();
const calendars = fc.record({
  zone,
  hours: fc.array(hours, { minLength: 1, maxLength: 8 }),
  holidays: fc.array(
    instantMs.map(ms => iso(ms).slice(0, 10)),
    { maxLength: 3 },
  ),
});

test('business time is what the wall clock says, minute by minute', () => {
  const isOpen = ({ zone, hours, holidays }: BusinessCalendar, ms: number): boolean => {
    const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
    const wall = local.toPlainTime().toString().slice(0, 5);
    return (
      !holidays.includes(local.toPlainDate().toString()) &&
      hours.some(each => each.weekday === local.dayOfWeek && each.from <= wall && wall < each.to)
    );
  };
  fc.assert(
    fc.property(calendars, instantMs, fc.integer({ min: 1, max: 200 }), (calendar, from, quarters) => {
      const stepMs = 15 * 60_000;
      const start = from - (from % stepMs);
      const steps = Array.from({ length: quarters }, (_, step) => start + step * stepMs);
      const open = steps.filter(ms => isOpen(calendar, ms)).length;
      expect(businessMinutesBetween(iso(start), iso(start + quarters * stepMs), calendar)).toBe(open * 15);
    }),
    { numRuns: 150 },
  );
});

test('what is added is what lies between, and not a millisecond earlier', () => {
  fc.assert(
    fc.property(calendars, instantMs, fc.integer({ min: 1, max: 20_000_000 }), (calendar, from, durationMs) => {
      const due = addBusinessMs(iso(from), durationMs, calendar)!;
      expect(businessMsBetween(iso(from), due, calendar)).toBe(durationMs);
      expect(businessMsBetween(iso(from), iso(Date.parse(due) - 1), calendar)).toBe(durationMs - 1);
    }),
    { numRuns: 200 },
  );
});

test('two parts of a span are the whole of it', () => {
  fc.assert(
    fc.property(calendars, fc.array(instantMs, { minLength: 3, maxLength: 3 }), (calendar, instants) => {
      const [a, b, c] = instants.toSorted((x, y) => x - y).map(iso) as [string, string, string];
      expect(businessMsBetween(a, b, calendar) + businessMsBetween(b, c, calendar)).toBe(
        businessMsBetween(a, c, calendar),
      );
    }),
    { numRuns: 50 },
  );
});
