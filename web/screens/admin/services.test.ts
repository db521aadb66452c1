import { expect, test } from 'vitest';
import { type Job, type PlatformService, worriesOf } from './services.ts';

const now = Date.parse('2026-03-02T09:00:00.000Z');
const at = (secondsAgo: number) => new Date(now - secondsAgo * 1_000).toISOString();
const job = (lastError: string | null): Job => ({
  name: 'sweep',
  nextRunAt: at(-60),
  lastStartedAt: null,
  lastFinishedAt: null,
  lastError,
  runs: 1,
  running: false,
});
const well: PlatformService = {
  service: 'iam',
  state: 'up',
  lag: { outbox: { waiting: 1, oldest: at(2) }, inbox: { waiting: 1, oldest: at(59), parked: 0 } },
  jobs: [job(null)],
};

test('what waits for a moment and jobs that went well are no worry', () => {
  expect(worriesOf([well], now)).toEqual({ away: [], databaseAway: [], lagging: [], parked: 0, failedJobs: 0 });
});

test('services that do not answer, what waits for over a minute, what is parked, and failed jobs are', () => {
  const late = { outbox: { waiting: 1, oldest: at(61) }, inbox: { waiting: 0, oldest: null, parked: 2 } };
  const services: PlatformService[] = [
    well,
    { ...well, service: 'chat', lag: late, jobs: [job('no'), job(null)] },
    { service: 'cart', state: 'away', lag: null, jobs: [] },
    { service: 'order', state: 'database_away', lag: null, jobs: [] },
  ];
  expect(worriesOf(services, now)).toEqual({
    away: ['cart'],
    databaseAway: ['order'],
    lagging: ['chat'],
    parked: 2,
    failedJobs: 1,
  });
});
