import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationMs, epochMs, instantAt } from '../../time.ts';
import { firstRun, isMissed, nextRun, type Schedule } from '../schedule.ts';

const daily = (time: string): Schedule => {
  const [hour, minute] = time.split(':');
  return { rrule: `FREQ=DAILY;BYHOUR=${hour};BYMINUTE=${minute};BYSECOND=0`, zone: 'Europe/Berlin' };
};
const runsAfter = (schedule: Schedule, after: string, count: number) => {
  const runs = [after];
  for (let i = 0; i < count; i++) runs.push(nextRun(schedule, runs.at(-1)!, runs.at(-1)!, 'once'));
  return runs.slice(1);
};

test('a daily job keeps its wall time when the clocks go forward and back', () => {
  expect(runsAfter(daily('03:00'), '2026-03-27T12:00:00.000Z', 3)).toEqual([
    '2026-03-28T02:00:00.000Z',
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T01:00:00.000Z',
  ]);
  expect(runsAfter(daily('03:00'), '2026-10-24T12:00:00.000Z', 2)).toEqual([
    '2026-10-25T02:00:00.000Z',
    '2026-10-26T02:00:00.000Z',
  ]);
});

test('a wall time that exists twice is run at once, one that is left out is not run that day (RFC 5545, 3.3.10)', () => {
  expect(runsAfter(daily('02:30'), '2026-10-24T12:00:00.000Z', 2)).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
  expect(runsAfter(daily('02:30'), '2026-03-28T12:00:00.000Z', 1)).toEqual(['2026-03-30T00:30:00.000Z']);
});

test('a monthly job on the 31st leaves out shorter months', () => {
  const monthly = { rrule: 'FREQ=MONTHLY;BYMONTHDAY=31;BYHOUR=6;BYMINUTE=0;BYSECOND=0', zone: 'Europe/Berlin' };
  expect(runsAfter(monthly, '2026-03-01T00:00:00.000Z', 2)).toEqual([
    '2026-03-31T04:00:00.000Z',
    '2026-05-31T04:00:00.000Z',
  ]);
});

test('an interval job is due at once, a scheduled one at its first time', () => {
  const now = '2026-03-02T09:00:00.000Z';
  expect(firstRun('1h', now)).toBe(now);
  expect(firstRun(daily('03:00'), now)).toBe('2026-03-03T02:00:00.000Z');
});

test('after an outage an interval job keeps its beat: one run for all missed ones, or one for each', () => {
  const [due, now] = ['2026-03-02T09:00:00.000Z', '2026-03-02T12:30:00.000Z'];
  expect(nextRun('1h', due, now, 'once')).toBe('2026-03-02T13:00:00.000Z');
  expect(nextRun('1h', due, now, 'skip')).toBe('2026-03-02T13:00:00.000Z');
  expect(nextRun('1h', due, now, 'each')).toBe('2026-03-02T10:00:00.000Z');
  expect(nextRun(daily('03:00'), '2026-02-27T02:00:00.000Z', now, 'each')).toBe('2026-02-28T02:00:00.000Z');
});

test('a run counts as missed once the next one has become due as well', () => {
  const due = '2026-03-02T09:00:00.000Z';
  expect(isMissed('1h', due, '2026-03-02T09:59:59.999Z')).toBe(false);
  expect(isMissed('1h', due, '2026-03-02T10:00:00.000Z')).toBe(true);
});

test('the next run is always later than now, on the beat, and less than a step away', () => {
  fc.assert(
    fc.property(fc.constantFrom('1s', '7m', '1h', '1d'), fc.nat(10_000_000_000), (step, lateMs) => {
      const due = '2026-03-02T09:00:00.000Z';
      const now = instantAt(epochMs(due) + lateMs);
      const next = epochMs(nextRun(step as '1s', due, now, 'once'));
      const stepMs = durationMs(step as '1s');
      expect((next - epochMs(due)) % stepMs).toBe(0);
      expect(next).toBeGreaterThan(epochMs(now));
      expect(next - epochMs(now)).toBeLessThanOrEqual(stepMs);
    }),
  );
});

test('a rule that cannot be read is refused with its text', () => {
  const broken = { rrule: 'FREQ=SOMETIMES', zone: 'Europe/Berlin' };
  expect(() => firstRun(broken, '2026-03-02T09:00:00.000Z')).toThrow('"FREQ=SOMETIMES" in Europe/Berlin is not');
  const nowhere = { rrule: 'FREQ=DAILY', zone: 'Europe/Atlantis' };
  expect(() => firstRun(nowhere, '2026-03-02T09:00:00.000Z')).toThrow('Europe/Atlantis');
});
