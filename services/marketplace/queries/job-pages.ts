// Lists of jobs, the latest first.

import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import type { Queries } from '#kernel/sql/database';
import { type Fragment, nothing, sql } from '#kernel/sql/tag';
import type { JobState } from '../domain/job.ts';
import { cardRow, toJob } from './jobs.ts';

/** A page of the jobs that meet a condition. */
export async function pageOfJobs(
  db: Queries,
  condition: Fragment,
  { limit, cursor, state }: { limit: number; cursor?: string | undefined; state?: JobState | undefined },
) {
  const after = afterCursor(cursor, [Timestamp, Id] as const);
  const rows = await db.many(cardRow)`
    select ${cardRow} from job_cards j
    where ${condition} ${state ? sql`and j.state = ${state}` : nothing}
      ${after ? sql`and (j.accepted_at, j.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by j.accepted_at desc, j.id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.accepted_at, row.id], toJob);
}
