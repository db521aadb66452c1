// The limit for events: a program of the same design, written by hand over the driver and the same tables. It publishes
// into the outbox, moves batches to the inbox, and handles a batch in one transaction; nothing else.

import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { barePool } from './lab.ts';

const publishSql = `
  with bumped as (
    insert into event_subjects as known (subject, sequence) select subject, 1 from unnest($1::text[]) subject
    on conflict (subject) do update set sequence = known.sequence + 1 returning subject, sequence)
  insert into outbox (id, type, version, subject, sequence, occurred_at, data)
  select e.id, 'thing.changed', 1, subject, sequence, $2, e.data
  from unnest($1::text[], $3::uuid[], $4::jsonb[]) as e (subject, id, data) join bumped using (subject)`;
const readSql =
  'select position, id, type, subject, sequence, occurred_at, data from outbox order by position limit 500';
const forgetSql = 'delete from outbox where position = any($1::bigint[])';
const holdSql = `
  insert into inbox (id, type, version, source, subject, sequence, occurred_at, data, received_at)
  select e.id, e.type, 1, '/agora/things', e.subject, e.sequence, e.occurred_at, e.data, $1
  from unnest($2::uuid[], $3::text[], $4::text[], $5::bigint[], $6::timestamptz[], $7::jsonb[])
    as e (id, type, subject, sequence, occurred_at, data)
  on conflict (id) do nothing`;
const pendingSql = `
  select position, id, data from inbox where done_at is null and parked_at is null order by position limit 100`;
const claimSql = `
  update inbox set done_at = $1 where position = any($2::bigint[]) and done_at is null and parked_at is null
  returning id`;
const handleSql = 'insert into seen_things (event_id, thing_id, seen_at) values ($1, $2, $3)';

export interface BareEvents {
  /** Writes events of these subjects in one transaction. */
  publish(subjects: readonly string[]): Promise<void>;
  /** Moves and handles whatever comes, until stopped. */
  start(onHandled: () => void): () => Promise<void>;
  close(): Promise<void>;
}

/** Opens it over a database with the kernel's tables. */
export function bareEvents(url: string): BareEvents {
  const pool = barePool(url);
  const named = (text: string, values: unknown[]) => ({ name: text.slice(0, 60), text, values });
  const now = () => new Date().toISOString();

  async function inTransaction(work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
    const client = await pool.connect();
    await client.query('begin');
    await work(client);
    await client.query('commit');
    client.release();
  }

  async function relay(): Promise<boolean> {
    const { rows } = await pool.query(named(readSql, []));
    if (rows.length === 0) return false;
    const column = (name: string) => rows.map(found => found[name]);
    const columns = ['id', 'type', 'subject', 'sequence', 'occurred_at'].map(column);
    await pool.query(named(holdSql, [now(), ...columns, rows.map(({ data }) => JSON.stringify(data))]));
    await pool.query(named(forgetSql, [column('position')]));
    return true;
  }

  async function handle(onHandled: () => void): Promise<boolean> {
    const { rows } = await pool.query(named(pendingSql, []));
    if (rows.length === 0) return false;
    await inTransaction(async client => {
      const positions = rows.map(({ position }) => position);
      const claimed = new Set((await client.query(named(claimSql, [now(), positions]))).rows.map(({ id }) => id));
      for (const { id, data } of rows)
        if (claimed.has(id)) await client.query(named(handleSql, [id, data.thingId, now()]));
    });
    for (const _ of rows) onHandled();
    return true;
  }

  return {
    publish: subjects =>
      inTransaction(async client => {
        const data = subjects.map(thingId => JSON.stringify({ thingId, state: 'open' }));
        const ids = subjects.map(() => randomUUID());
        await client.query(named(publishSql, [subjects, now(), ids, data]));
      }),
    start(onHandled) {
      let stopped = false;
      const loop = async (step: () => Promise<boolean>): Promise<void> => {
        while (!stopped) if (!(await step())) await sleep(1);
      };
      const loops = [loop(relay), loop(() => handle(onHandled))];
      return async () => {
        stopped = true;
        await Promise.all(loops);
      };
    },
    close: () => pool.end(),
  };
}
