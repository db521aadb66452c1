// Lets attempts meet: run at once they might still pass one after the other, on a busy machine or by a pool that has one
// connection open.

import { setTimeout as sleep } from 'node:timers/promises';
import { col } from '../sql/columns.ts';
import type { Database, Tx } from '../sql/database.ts';

const pollMs = 20;
const polls = 500;

/** Runs attempts none of which comes past the rows that `lock` takes before all of them wait there. Raises if they do not
 * all come to wait. */
export async function meeting<T>(
  db: Database,
  lock: (tx: Tx) => Promise<unknown>,
  attempts: readonly (() => Promise<T>)[],
): Promise<PromiseSettledResult<T>[]> {
  const [locked, met] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = db.transaction(async tx => {
    await lock(tx);
    locked.resolve();
    await met.promise;
  });
  await Promise.race([locked.promise, holding]);
  const made = Promise.allSettled(attempts.map(attempt => attempt()));
  try {
    await untilWaiting(db, attempts.length);
  } finally {
    met.resolve();
    await holding;
  }
  return made;
}

/** Comes back once so many transactions wait for a row that another has; raises if they do not within ten seconds. */
export async function untilWaiting(db: Database, wanted: number): Promise<void> {
  for (let poll = 0; poll < polls; poll++) {
    const { waiting } = await db.one({ waiting: col.int })`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    if (waiting >= wanted) return;
    await sleep(pollMs);
  }
  throw new Error(`not all of the ${wanted} came to wait for the rows that are locked`);
}
