// The SQL tag against hand-written named statements on the same driver: a two-table read by its key, at 32 callers.

import { openDatabase } from '#kernel/sql/database';
import { barePool, type Lab, newDatabase, poolSize } from './lab.ts';
import { type Bench, perSecond, type Row, ratioRow, takeTurns } from './measure.ts';
import { listRow, thingRow } from './subject.ts';

const rounds = 9;
const callers = 32;
const roundMs = 1_000;

const text = `
  select t.id, t.owner_id, t.title, t.description, t.state, t.version, t.created_at, o.name as owner_name
  from things t join owners o on o.id = t.owner_id where t.id = $1`;

async function run(lab: Lab): Promise<Row[]> {
  const url = await newDatabase(lab);
  const pool = barePool(url);
  const db = openDatabase({ url, maxConnections: poolSize });
  const ids = (await pool.query<{ id: string }>('select id from things order by id')).rows.map(({ id }) => id);
  let next = 0;
  const anyId = () => ids[next++ % ids.length]!;
  try {
    const { medians, ratio } = await takeTurns(rounds, {
      ours: () =>
        perSecond(
          callers,
          roundMs,
          () => db.one(listRow)`
            select ${thingRow}, o.name as owner_name
            from things t join owners o on o.id = t.owner_id where t.id = ${anyId()}`,
        ),
      bare: () =>
        perSecond(callers, roundMs, async () => (await pool.query({ name: 'one', text, values: [anyId()] })).rows[0]),
    });
    return [ratioRow('SQL tag', 'queries', medians.ours, medians.bare, ratio('ours', 'bare'), 0.9)];
  } finally {
    await db.close();
    await pool.end();
  }
}

export const sqlBench: Bench = {
  name: 'sql',
  means:
    'a read of two tables by key through the SQL tag, against the same named statement on a bare `pg` pool; 32 callers on ' +
    '10 connections',
  run,
};
