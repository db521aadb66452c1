import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { current } from '../../call.ts';
import { col } from '../../sql/columns.ts';
import { type Database, openDatabase } from '../../sql/database.ts';
import { notesService } from '../../test/fixtures/notes/notes.ts';
import { testClock } from '../../testing/clock.ts';
import { type Clone, cloneDatabase } from '../../testing/postgres.ts';
import { type Job, jobRunner } from '../runner.ts';

const start = '2026-03-02T09:00:00.000Z';
const clock = testClock(start);
let clone: Clone;
let db: Database;
beforeAll(async () => {
  clone = await cloneDatabase(notesService.definition, start);
  db = openDatabase({ url: clone.url, maxConnections: 4, strict: true });
});
afterAll(async () => {
  await db.close();
  await clone.drop();
});
beforeEach(async () => {
  clock.set(start);
  await db.run`truncate jobs`;
});

const failures: string[] = [];
/** A runner of jobs, prepared as at the start of a process. */
async function runnerOf(...jobs: Job[]) {
  failures.length = 0;
  const onFailure = (job: string, error: unknown) => void failures.push(`${job}: ${(error as Error).message}`);
  const runner = jobRunner(jobs, { db, service: 'notes', clock, onFailure });
  await runner.prepare();
  return runner;
}
/** A job that counts its runs. */
function counting(name: string, schedule: Job['schedule'] = '1h', missed: Job['missed'] = 'once') {
  const job = { name, schedule, missed, runs: 0, run: async () => void job.runs++ };
  return job;
}
const kept = () =>
  db.many({ name: col.text, runs: col.int, last_error: col.text.orNull, next_run_at: col.instant })`
    select name, runs::int, last_error, next_run_at from jobs order by name`;

test('a job runs when it is due, once, and again an interval later', async () => {
  const job = counting('sweep');
  const runner = await runnerOf(job);
  expect(await runner.runDue()).toBe(1);
  expect(await runner.runDue()).toBe(0);
  clock.advance('59m');
  expect(await runner.runDue()).toBe(0);
  clock.advance('1m');
  expect(await runner.runDue()).toBe(1);
  expect(job.runs).toBe(2);
  expect(await kept()).toMatchObject([{ next_run_at: '2026-03-02T11:00:00.000Z' }]);
});

test('a restart neither repeats a run nor forgets one', async () => {
  const job = counting('sweep');
  await (await runnerOf(job)).runDue();
  const restarted = await runnerOf(job);
  expect(await restarted.runDue()).toBe(0);
  clock.advance('1h');
  expect(await restarted.runDue()).toBe(1);
});

test('of the runs missed in five hours one job makes one, one none and one each', async () => {
  const [once, skip, each] = [counting('a'), counting('b', '1h', 'skip'), counting('c', '1h', 'each')];
  const runner = await runnerOf(once, skip, each);
  await runner.runDue();
  clock.advance('330m');
  while ((await runner.runDue()) > 0);
  expect([once.runs, skip.runs, each.runs]).toEqual([2, 1, 6]);
  clock.advance('30m');
  await runner.runDue();
  expect([once.runs, skip.runs, each.runs]).toEqual([3, 2, 7]);
});

test('a job that fails is reported and recorded, and goes on by its schedule beside the others', async () => {
  const other = counting('other');
  let broken = true;
  const failing = counting('failing');
  const run = async () => {
    if (broken) throw new Error('bad\0luck');
  };
  const runner = await runnerOf({ ...failing, run }, other);
  expect(await runner.runDue()).toBe(2);
  expect(failures).toEqual(['failing: bad\0luck']);
  const next_run_at = '2026-03-02T10:00:00.000Z';
  expect(await kept()).toEqual([
    { name: 'failing', runs: 1, last_error: 'badluck', next_run_at },
    { name: 'other', runs: 1, last_error: null, next_run_at },
  ]);
  broken = false;
  clock.advance('1h');
  await runner.runDue();
  expect(await kept()).toMatchObject([{ runs: 2, last_error: null }, { runs: 2 }]);
});

test('a job never runs beside itself, while another does', async () => {
  const end = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const slow = counting('slow', '1m');
  const run = async () => {
    slow.runs++;
    begun.resolve();
    await end.promise;
  };
  const quick = counting('quick', '1m');
  const runner = await runnerOf({ ...slow, run }, quick);
  const first = runner.runDue();
  await begun.promise;
  clock.advance('1m');
  while ((await runner.runDue()) === 0);
  expect([slow.runs, quick.runs]).toEqual([1, 2]);
  end.resolve();
  await first;
  await runner.runDue();
  expect(slow.runs).toBe(2);
});

test('looks that overlap run a job once', async () => {
  const job = counting('sweep');
  const runner = await runnerOf(job);
  const runs = await Promise.all([1, 2, 3, 4, 5, 6].map(() => runner.runDue()));
  expect([job.runs, runs.reduce((sum, run) => sum + run)]).toEqual([1, 1]);
});

test('a run that cannot be written down is reported, and made again', async () => {
  const job = counting('sweep');
  const run = async () => {
    job.runs++;
    if (job.runs === 1) await db.run`alter table jobs rename to jobs_away`;
  };
  const runner = await runnerOf({ ...job, run });
  expect(await runner.runDue()).toBe(0);
  await db.run`alter table jobs_away rename to jobs`;
  expect(failures).toEqual([expect.stringContaining('jobs')]);
  expect([await runner.runDue(), job.runs]).toEqual([1, 2]);
});

test('a job that is gone is forgotten, a new one is entered, and one that only a newer process knows is left to it', async () => {
  const [staying, gone, later] = [counting('staying'), counting('gone'), counting('later')];
  const old = await runnerOf(staying, gone);
  await old.runDue();
  await runnerOf(staying, later);
  expect((await kept()).map(({ name }) => name)).toEqual(['later', 'staying']);
  clock.advance('1h');
  expect(await old.runDue()).toBe(1);
  expect([staying.runs, gone.runs, later.runs]).toEqual([2, 1, 0]);
});

test('a job calls others on its service’s own account, under a deadline and a trace of its own', async () => {
  let call: ReturnType<typeof current>;
  const runner = await runnerOf({ ...counting('sweep'), run: async () => void (call = current()) });
  await runner.runDue();
  expect(call?.call).toMatchObject({ via: 'notes', requestId: 'job:sweep' });
  expect(call?.call?.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(call!.call!.deadlineMs - performance.now()).toBeGreaterThan(14 * 60_000);
});
