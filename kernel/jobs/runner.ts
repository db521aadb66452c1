// Runs the jobs of one service, in the process that leads it. What is due is kept in the table `jobs`, so a restart
// neither repeats a run nor forgets one.

import { makeCall, runUnder } from '../call.ts';
import { messageOf } from '../errors.ts';
import { col } from '../sql/columns.ts';
import type { Database } from '../sql/database.ts';
import { newTrace } from '../telemetry/trace.ts';
import type { Clock, Instant } from '../time.ts';
import { firstRun, isMissed, type Missed, nextRun, type Schedule } from './schedule.ts';

export interface Job {
  name: string;
  schedule: Schedule;
  missed: Missed;
  run: () => Promise<void>;
}

export interface JobRunnerOptions {
  db: Database;
  service: string;
  clock: Clock;
  onFailure: (job: string, error: unknown) => void;
}

export interface JobRunner {
  /** Enters jobs that are new and forgets those that are gone. */
  prepare(): Promise<void>;
  /** Starts what is due, each job on its own and never beside itself. A run is not waited for, or a slow job would hold
   * up the others: `done` is called when one is over. Gives false: until then there is no more to do. */
  look(done: () => void): Promise<false>;
  /** Starts what is due and waits for it; gives how many runs were done. */
  runDue(): Promise<number>;
  /** Waits for the runs under way. */
  ended(): Promise<void>;
}

/** Builds the runner of a service's jobs. A failed run is reported and recorded, and the job goes on by its schedule. */
export function jobRunner(jobs: readonly Job[], { db, service, clock, onFailure }: JobRunnerOptions): JobRunner {
  const byName = new Map(jobs.map(job => [job.name, job]));
  const names = [...byName.keys()];
  const running = new Map<string, Promise<boolean>>();

  async function runOne(job: Job, due: Instant): Promise<boolean> {
    const startedAt = clock.now();
    // What was read as due may have been run since, by a run that ended in between.
    const claimed = await db.run`
      update jobs set last_started_at = ${startedAt} where name = ${job.name} and next_run_at = ${due}`;
    if (claimed === 0) return false;
    const skipped = job.missed === 'skip' && isMissed(job.schedule, due, startedAt);
    let error: string | null = null;
    try {
      if (!skipped) await under(service, job);
    } catch (thrown) {
      error = messageOf(thrown);
      onFailure(job.name, thrown);
    }
    const next = nextRun(job.schedule, due, startedAt, job.missed);
    await db.run`
      update jobs set next_run_at = ${next}, last_finished_at = ${clock.now()}, last_error = ${error},
                      runs = runs + ${skipped ? 0 : 1}
      where name = ${job.name}`;
    return !skipped;
  }

  /** A run that cannot be written down is reported too, and made again at the next look. */
  function start(job: Job, due: Instant): Promise<boolean> {
    const run = runOne(job, due)
      .catch(error => {
        onFailure(job.name, error);
        return false;
      })
      .finally(() => running.delete(job.name));
    running.set(job.name, run);
    return run;
  }

  /** Each run gives whether it was done and written down. */
  async function startDue(): Promise<Promise<boolean>[]> {
    const due = await db.many({ name: col.text, next_run_at: col.instant })`
      select name, next_run_at from jobs
      where next_run_at <= ${clock.now()} and name = any(${names}::text[]) order by next_run_at, name`;
    return due
      .filter(({ name }) => !running.has(name))
      .map(({ name, next_run_at }) => start(byName.get(name)!, next_run_at));
  }

  return {
    async prepare() {
      const now = clock.now();
      for (const job of jobs)
        await db.run`
          insert into jobs (name, next_run_at) values (${job.name}, ${firstRun(job.schedule, now)})
          on conflict (name) do nothing`;
      await db.run`delete from jobs where not name = any(${names}::text[])`;
    },
    async look(done) {
      for (const run of await startDue()) void run.then(written => written && done());
      return false;
    },
    runDue: async () => (await Promise.all(await startDue())).filter(Boolean).length,
    ended: async () => void (await Promise.all(running.values())),
  };
}

/** A job calls others on its service's own account, with time enough for a sweep. */
const under = (service: string, job: Job): Promise<void> =>
  runUnder(
    {
      call: makeCall({
        via: service,
        requestId: `job:${job.name}`,
        traceparent: newTrace(),
        deadlineMs: performance.now() + 15 * 60_000,
      }),
    },
    job.run,
  );
