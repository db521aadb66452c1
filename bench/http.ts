// A request through Express: ours with everything that stands before an operation, and a bare route with the same JSON.

import express from 'express';
import type { Pool } from 'pg';
import { services } from '#targets';
import { barePool, type Lab, newDatabase } from './lab.ts';
import { startLoader } from './load.ts';
import { type Bench, type Row, ratioRow, type Taken, takeTurns } from './measure.ts';
import { listen, openStage } from './stage.ts';
import { pinned, remembered, showThing } from './subject.ts';

const rounds = 7;
const load = { connections: 32, seconds: 2 };

const listSql = `
  select t.id, t.owner_id, t.title, t.description, t.state, t.version, t.created_at, o.name as owner_name
  from things t join owners o on o.id = t.owner_id order by t.created_at desc, t.id desc limit $1`;

/** What a careful person would write without Agora. */
function bareApp(pool: Pool) {
  const app = express();
  app.get('/api/v1/things/pinned', (_request, response) => void response.json(pinned));
  app.get('/api/v1/things/:thingId', (_request, response) => void response.json(remembered));
  app.get('/api/v1/things', async (request, response) => {
    const limit = Number(request.query.limit ?? 20);
    const { rows } = await pool.query({ name: 'list', text: listSql, values: [limit + 1] });
    const items = rows.slice(0, limit).map(showThing);
    response.json({ items, nextCursor: rows.length > limit ? items.at(-1)!.id : null });
  });
  return app;
}

async function run(lab: Lab): Promise<Row[]> {
  const url = await newDatabase(lab);
  const pool = barePool(url);
  const stage = await openStage(url, { beside: services });
  const [ours, bare] = [await listen(stage.app), await listen(bareApp(pool))];
  const loader = startLoader();
  const asking = (base: string, path: string) => async () =>
    (await loader.ask({ url: base + path, headers: stage.headers, ...load })).perSecond;
  const compare = (path: string) => takeTurns(rounds, { ours: asking(ours.url, path), bare: asking(bare.url, path) });
  try {
    const one = await compare(`/api/v1/things/${remembered.id}`);
    const twenty = await compare('/api/v1/things/pinned');
    const list = await compare('/api/v1/things?limit=20');
    return [
      row('endpoint, 1 object from memory', one, 0.8),
      row('endpoint, 20 objects from memory', twenty, 0.8),
      row('list endpoint, one SELECT', list, 0.6),
    ];
  } finally {
    loader.close();
    ours.close();
    bare.close();
    await stage.close();
    await pool.end();
  }
}

const row = (what: string, { medians, ratio }: Taken<'ours' | 'bare'>, goal: number): Row =>
  ratioRow(what, 'req', medians.ours, medians.bare, ratio('ours', 'bare'), goal);

export const httpBench: Bench = {
  name: 'http',
  means:
    'a GET through the whole entrance (load shedding, security headers, access token, rate limit, ids and traces, input, ' +
    'access, metrics) with the routes of every service beside it, against a bare Express route that answers the same JSON: ' +
    'one object from memory, 20 objects from memory, and a list of 20 read by one SELECT of two tables; at 32 connections',
  run,
};
