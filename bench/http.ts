// A request through Express: ours with everything that stands before an operation, and a bare route with the same JSON.

import express from 'express';
import pg from 'pg';
import { typeParsers } from '#kernel/sql/parsers';
import { type Lab, newDatabase } from './lab.ts';
import { startLoader } from './load.ts';
import { type Row, ratioRow, takeTurns } from './measure.ts';
import { listen, openStage } from './stage.ts';
import { remembered, showThing } from './subject.ts';

const rounds = 7;
const load = { connections: 32, seconds: 2 };

const listSql = `
  select t.id, t.owner_id, t.title, t.description, t.state, t.version, t.created_at, o.name as owner_name
  from things t join owners o on o.id = t.owner_id order by t.created_at desc, t.id desc limit $1`;

/** What a careful person would write without Agora. */
function bareApp(pool: pg.Pool) {
  const app = express();
  app.get('/api/v1/things/:thingId', (_request, response) => void response.json(remembered));
  app.get('/api/v1/things', async (request, response) => {
    const limit = Number(request.query.limit ?? 20);
    const { rows } = await pool.query({ name: 'list', text: listSql, values: [limit + 1] });
    const items = rows.slice(0, limit).map(showThing);
    response.json({ items, nextCursor: rows.length > limit ? items.at(-1)!.id : null });
  });
  return app;
}

/** Both rows: a reply from memory, and a list with one SELECT. */
export async function httpBench(lab: Lab): Promise<Row[]> {
  const url = await newDatabase(lab);
  const pool = new pg.Pool({ connectionString: url, max: 10, types: typeParsers, options: '-c timezone=UTC' });
  const stage = await openStage(url);
  const [ours, bare] = [await listen(stage.app), await listen(bareApp(pool))];
  const loader = startLoader();
  const asking = (base: string, path: string) => async () =>
    (await loader.ask({ url: base + path, headers: stage.headers, ...load })).perSecond;
  const compare = (path: string) => takeTurns(rounds, { ours: asking(ours.url, path), bare: asking(bare.url, path) });
  try {
    const one = await compare(`/api/v1/things/${remembered.id}`);
    const list = await compare('/api/v1/things?limit=20');
    return [
      ratioRow('endpoint through Express', 'req', one.medians.ours, one.medians.bare, one.ratio('ours', 'bare'), 0.8),
      ratioRow('list, one SELECT', 'req', list.medians.ours, list.medians.bare, list.ratio('ours', 'bare'), 0.6),
    ];
  } finally {
    loader.close();
    ours.close();
    bare.close();
    await stage.close();
    await pool.end();
  }
}
