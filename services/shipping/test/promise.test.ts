import { expect, test } from 'vitest';
import { isTimeZone, promiseOf, slotsOf } from '../domain/promise.ts';

const berlin = { timeZone: 'Europe/Berlin', weekdays: [1, 2, 3, 4, 5], holidays: ['2026-04-03', '2026-04-06'] };
const pace = { cutoff: '14:00', handlingDays: 0, minDays: 1, maxDays: 3 };

test('what is ordered before the cut-off leaves that day, at wall time in the zone', () => {
  expect(promiseOf('2026-03-02T12:59:00.000Z', berlin, pace)).toEqual({ earliest: '2026-03-03', latest: '2026-03-05' });
  expect(promiseOf('2026-03-02T13:00:00.000Z', berlin, pace)).toEqual({ earliest: '2026-03-04', latest: '2026-03-06' });
  // In summer the same cut-off is an hour earlier in UTC.
  expect(promiseOf('2026-06-01T12:00:00.000Z', berlin, pace).earliest).toBe('2026-06-03');
});

test('weekends and holidays do not count, and handling takes business days of its own', () => {
  expect(promiseOf('2026-03-06T15:00:00.000Z', berlin, pace).earliest).toBe('2026-03-10');
  expect(promiseOf('2026-04-02T09:00:00.000Z', berlin, pace)).toEqual({ earliest: '2026-04-07', latest: '2026-04-09' });
  expect(promiseOf('2026-03-02T09:00:00.000Z', berlin, { ...pace, handlingDays: 4 }).earliest).toBe('2026-03-09');
  expect(promiseOf('2026-03-02T09:00:00.000Z', berlin, { ...pace, minDays: 0, maxDays: 0 })).toEqual({
    earliest: '2026-03-02',
    latest: '2026-03-02',
  });
});

test('a calendar without business days to come ends the counting', () => {
  const never = { ...berlin, weekdays: [] };
  expect(promiseOf('2026-03-02T09:00:00.000Z', never, { ...pace, minDays: 1, maxDays: 1 }).earliest).toMatch(
    /^20\d\d-/,
  );
});

test('slots keep their wall time over a change of the clock, and none has begun', () => {
  const window = { weekday: 1, from: '08:00:00', until: '12:00:00' };
  const slots = slotsOf('2026-03-23T08:00:00.000Z', berlin, [window], 15).map(({ startsAt }) => startsAt);
  // The clock went forward on 29 March; on 6 April is a holiday.
  expect(slots).toEqual(['2026-03-30T06:00:00.000Z']);
});

test('a time zone is one that can be reckoned with', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true);
  expect(isTimeZone('Mars/Olympus')).toBe(false);
});
