// A database of its own for a file of SQL tests, with one table to break.

import { afterAll, beforeAll } from 'vitest';
import { runUnder } from '../../call.ts';
import { type Clone, emptyDatabase } from '../../testing/postgres.ts';
import { col } from '../columns.ts';
import { type Database, type DatabaseOptions, openDatabase } from '../database.ts';

export interface Scratch {
  db: Database;
  url(): string;
  /** Another pool over the same database. */
  pool(options?: Partial<DatabaseOptions>): Database;
  /** Empties `items` and fills it again. */
  fill(...ids: number[]): Promise<void>;
  /** The ids in `items`, as a bystander sees them. */
  ids(): Promise<number[]>;
  /** Ends a server process from outside, as an administrator or a crash would. */
  kill(backend: { pid: number }): Promise<void>;
}

export const backend = { pid: col.int };

/** Outside the transaction of the code that asks. */
const aside = <T>(run: () => Promise<T>): Promise<T> => runUnder({}, run);

/** Prepares the database before the file's tests and drops it after them. */
export function scratch(options: Partial<DatabaseOptions> = {}): Scratch {
  let clone: Clone;
  const pools: Database[] = [];
  const pool = (more: Partial<DatabaseOptions> = {}): Database => {
    const opened = openDatabase({ url: clone.url, maxConnections: 5, ...options, ...more });
    pools.push(opened);
    return opened;
  };
  const found: Scratch = {
    db: undefined as unknown as Database,
    url: () => clone.url,
    pool,
    async fill(...ids) {
      await found.db.run`truncate items cascade`;
      await found.db.run`insert into items (id) select unnest(${ids}::int[])`;
    },
    async ids() {
      const rows = await aside(() => found.db.many({ id: col.int })`select id from items order by id`);
      return rows.map(({ id }) => id);
    },
    async kill({ pid }) {
      await aside(() => found.db.one({ done: col.bool })`select pg_terminate_backend(${pid}, 5000) as done`);
    },
  };
  beforeAll(async () => {
    clone = await emptyDatabase();
    found.db = pool();
    await found.db.run`
      create table items (id int primary key, stock int not null default 1 constraint items_stock check (stock >= 0),
                          label text constraint items_label unique)`;
  });
  afterAll(async () => {
    await Promise.all(pools.map(opened => opened.close()));
    await clone.drop();
  });
  return found;
}
