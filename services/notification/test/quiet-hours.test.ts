import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isZone, nextAllowed, type Wishes } from '../domain/quiet-hours.ts';

const berlin = 'Europe/Berlin';
const nights: Wishes = { quietHours: { from: '22:00', to: '07:00' }, sendWindow: null };
const office: Wishes = { quietHours: null, sendWindow: { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' } };

test('by day a message goes at once', () => {
  const now = '2026-03-02T12:00:00.000Z';
  expect(nextAllowed(now, berlin, nights)).toBe(now);
  expect(nextAllowed(now, berlin, { quietHours: null, sendWindow: null })).toBe(now);
});

test('at night it waits for the morning of the reader, not of the server', () => {
  expect(nextAllowed('2026-03-02T21:30:00.000Z', berlin, nights)).toBe('2026-03-03T06:00:00.000Z');
  expect(nextAllowed('2026-03-02T21:30:00.000Z', 'America/New_York', nights)).toBe('2026-03-02T21:30:00.000Z');
});

test('the night the clocks go forward the morning comes an hour earlier in UTC', () => {
  expect(nextAllowed('2026-03-28T23:00:00.000Z', berlin, nights)).toBe('2026-03-29T05:00:00.000Z');
});

test('the night the clocks go back it comes an hour later', () => {
  expect(nextAllowed('2026-10-24T22:00:00.000Z', berlin, nights)).toBe('2026-10-25T06:00:00.000Z');
});

test('hours that end inside the hour left out end with the change', () => {
  const wishes: Wishes = { quietHours: { from: '22:00', to: '02:30' }, sendWindow: null };
  expect(nextAllowed('2026-03-29T00:30:00.000Z', berlin, wishes)).toBe('2026-03-29T01:00:00.000Z');
});

test('a window on weekdays holds over the weekend', () => {
  // A Saturday.
  expect(nextAllowed('2026-03-07T12:00:00.000Z', berlin, office)).toBe('2026-03-09T08:00:00.000Z');
});

test('quiet hours cut a piece off the window', () => {
  const both: Wishes = { ...office, quietHours: { from: '08:00', to: '10:00' } };
  expect(nextAllowed('2026-03-09T07:00:00.000Z', berlin, both)).toBe('2026-03-09T09:00:00.000Z');
});

test('wishes that leave no moment are found out', () => {
  const never: Wishes = { quietHours: { from: '08:00', to: '18:00' }, sendWindow: office.sendWindow };
  expect(nextAllowed('2026-03-09T07:00:00.000Z', berlin, never)).toBeNull();
});

test('the moment found is allowed, and none before it is', () => {
  const wall = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '30'))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
  const wishes = fc.record({ quietHours: fc.record({ from: wall, to: wall }), sendWindow: fc.constant(null) });
  const zones = fc.constantFrom(berlin, 'UTC', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  const ms = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') });
  fc.assert(
    fc.property(ms, zones, wishes, (at, zone, wish) => {
      fc.pre(wish.quietHours.from !== wish.quietHours.to);
      const now = new Date(at).toISOString();
      const found = nextAllowed(now, zone, wish)!;
      expect(found >= now).toBe(true);
      expect(nextAllowed(found, zone, wish)).toBe(found);
      const before = new Date(Date.parse(found) - 60_000).toISOString();
      if (before > now) expect(nextAllowed(before, zone, wish)).not.toBe(before);
    }),
    { numRuns: 200 },
  );
});

test('only zones of the IANA database are zones', () => {
  expect(isZone('Europe/Berlin')).toBe(true);
  expect(isZone('Berlin/Middle')).toBe(false);
});
