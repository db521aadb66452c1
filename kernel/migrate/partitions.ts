// Tables partitioned by month are kept three months ahead, and months past their retention are dropped whole.

import type pg from 'pg';
import { type Instant, minus } from '../time.ts';

export interface Partitioned {
  table: string;
  /** Months kept after their own; null keeps all. */
  keepMonths: number | null;
  /** Names the setting that says for how many days at least instead: a month goes once all of it is that old. */
  keepDays?: string;
}

const monthsAhead = 3;
/** One month back as well, for rows stamped just before midnight of the first. */
const monthsBehind = 1;

/** Months since year 0, so that they can be counted. */
const monthOf = (at: Instant): number => Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)) - 1;
const firstDay = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
const partitionOf = (table: string, month: number): string =>
  `${table}_${firstDay(month).slice(0, 7).replace('-', '_')}`;

type Runs = Pick<pg.ClientBase, 'query'>;

async function existing(client: Runs, table: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    'select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::regclass',
    [table],
  );
  return new Set(rows.map(found => found.name));
}

/** Makes the partitions from last month to three months ahead. */
export async function createPartitions(client: Runs, tables: readonly Partitioned[], now: Instant): Promise<void> {
  const current = monthOf(now);
  for (const { table } of tables) {
    const known = await existing(client, table);
    for (let month = current - monthsBehind; month <= current + monthsAhead; month++) {
      const name = partitionOf(table, month);
      if (known.has(name)) continue;
      await client.query(
        `create table ${name} partition of ${table} for values from ('${firstDay(month)}') to ('${firstDay(month + 1)}')`,
      );
    }
  }
}

/** Drops the months past their retention; gives their names. */
export async function dropPartitions(
  client: Runs,
  tables: readonly Partitioned[],
  now: Instant,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const dropped: string[] = [];
  for (const { table, keepMonths, keepDays } of tables) {
    if (keepMonths === null && keepDays === undefined) continue;
    const oldest =
      keepDays === undefined ? monthOf(now) - keepMonths! : monthOf(minus(now, `${Number(settings[keepDays])}d`));
    const oldestKept = partitionOf(table, oldest);
    for (const name of await existing(client, table)) {
      if (name >= oldestKept) continue;
      await client.query(`drop table ${name}`);
      dropped.push(name);
    }
  }
  return dropped;
}
