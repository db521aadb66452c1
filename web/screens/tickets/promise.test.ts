import { expect, test } from 'vitest';
import { type Details, promisedFor } from './promise.ts';

type Clock = Details['clocks'][number];
const clock = (name: Clock['clock'], more: Partial<Clock> = {}): Clock => ({
  clock: name,
  state: 'running',
  targetMinutes: 60,
  usedMinutes: 0,
  dueAt: '2026-03-02T15:00:00.000Z',
  breachedAt: null,
  stoppedAt: null,
  ...more,
});
const noon = Date.parse('2026-03-02T12:00:00.000Z');
const report = (more: Partial<Details>, now = noon) =>
  promisedFor({ status: 'open', incidentId: null, clocks: [clock('first_response'), clock('solution')], ...more }, now);

test('first an answer is promised, then the solution', () => {
  expect(report({})).toEqual({ kind: 'answer', by: '2026-03-02T15:00:00.000Z' });
  const answered = [clock('first_response', { state: 'stopped', dueAt: null }), clock('solution')];
  expect(report({ clocks: answered })).toMatchObject({ kind: 'solution' });
});

test('what took longer than promised is said to', () => {
  const late = clock('first_response', { breachedAt: '2026-03-02T16:00:00.000Z' });
  expect(report({ clocks: [late, clock('solution')] })).toEqual({ kind: 'late' });
  expect(report({}, noon + 4 * 3_600_000)).toEqual({ kind: 'late' });
});

test('a clock that stands still says why', () => {
  const paused = [clock('first_response', { state: 'paused' }), clock('solution', { state: 'paused', dueAt: null })];
  expect(report({ status: 'waiting_for_resident', clocks: paused })).toEqual({ kind: 'asked' });
  expect(report({ incidentId: 'i', clocks: paused })).toEqual({ kind: 'incident' });
});

test('nothing is promised for what is solved, or where nothing was promised', () => {
  expect(report({ status: 'resolved' })).toBeNull();
  expect(report({ clocks: [clock('solution', { state: 'not_started', dueAt: null })] })).toBeNull();
});
