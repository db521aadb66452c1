import { expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  daysFromTo,
  lengthOf,
  minutesBetween,
  monthEdges,
  todayIn,
  wallSpan,
  weekdayOf,
} from './wall.ts';

test('days and months are reckoned on the calendar, over the change of the clocks and the year', () => {
  expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addMonths('2026-11', 2)).toBe('2027-01');
  expect(addMonths('2026-01', -1)).toBe('2025-12');
  expect(monthEdges('2028-02')).toEqual({ first: '2028-02-01', last: '2028-02-29' });
  expect(daysFromTo('2026-10-24', '2026-10-26')).toEqual(['2026-10-24', '2026-10-25', '2026-10-26']);
  expect([weekdayOf('2026-03-02'), weekdayOf('2026-03-08')]).toEqual([0, 6]);
  expect(minutesBetween('2026-03-28T23:00', '2026-03-29T01:30')).toBe(150);
});

test('the day it is depends on the zone', () => {
  const now = Date.parse('2026-03-02T23:30:00.000Z');
  expect([todayIn('Europe/Berlin', now), todayIn('America/New_York', now)]).toEqual(['2026-03-03', '2026-03-02']);
});

test('a span says its day once, ends at 24:00, and names the second day where there is one', () => {
  const span = (start: string, end: string) => wallSpan({ start, end }, 'en');
  expect(span('2026-03-03T18:00', '2026-03-03T20:00')).toBe('Tue 3 Mar, 18:00 – 20:00');
  expect(span('2026-03-03T18:00', '2026-03-04T00:00')).toBe('Tue 3 Mar, 18:00 – 24:00');
  expect(span('2026-03-03T22:00', '2026-03-04T02:00')).toBe('Tue 3 Mar, 22:00 – Wed 4 Mar, 02:00');
});

test('a length is written in the largest units', () => {
  expect([15, 60, 90, 1_440, 10_080].map(each => lengthOf(each, 'en'))).toEqual([
    '15 minutes',
    '1 hour',
    '1 hour 30 minutes',
    '1 day',
    '7 days',
  ]);
  expect(lengthOf(240, 'de')).toBe('4 Stunden');
});
