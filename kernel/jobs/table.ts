// The table `jobs` as others look at it; runner.ts lives by it.

import { col } from '../sql/columns.ts';
import type { Queries } from '../sql/database.ts';
import type { Instant } from '../time.ts';

/** Every job of a service, by name. */
export const jobStates = (db: Queries) =>
  db.many({
    name: col.text,
    nextRunAt: col.instant,
    lastStartedAt: col.instant.orNull,
    lastFinishedAt: col.instant.orNull,
    lastError: col.text.orNull,
    runs: col.int,
    running: col.bool,
  })`
    select name, next_run_at as "nextRunAt", last_started_at as "lastStartedAt", last_finished_at as "lastFinishedAt",
           last_error as "lastError", runs::int,
           last_started_at is not null and (last_finished_at is null or last_finished_at < last_started_at) as running
    from jobs order by name`;

/** Makes a job due now, if it is not already; its schedule goes on from there. Gives whether there is such a job. */
export const hastenJob = async (db: Queries, job: string, now: Instant): Promise<boolean> =>
  (await db.run`update jobs set next_run_at = least(next_run_at, ${now}) where name = ${job}`) > 0;
