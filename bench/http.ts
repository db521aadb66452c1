// A request through Express: ours with everything that stands before an operation, and a bare route with the same JSON.

import express from 'express';
import helmet from 'helmet';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { Pool } from 'pg';
import { Histogram, Registry } from 'prom-client';
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

/** What a careful person would write without Agora: nothing before the route. */
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

/** The same with what a public entrance cannot go without, each done by the library most people take for it. */
function guardedApp(keySet: JSONWebKeySet) {
  const app = express();
  const keys = createLocalJWKSet(keySet);
  const labelNames = ['route', 'status'] as const;
  const seconds = new Histogram({ name: 'seconds', help: 'Time to reply', labelNames, registers: [new Registry()] });
  app.use(helmet());
  app.use(async (request, response, next) => {
    const end = seconds.startTimer();
    response.once('finish', () => end({ route: request.path, status: String(response.statusCode) }));
    await jwtVerify((request.headers.authorization ?? '').slice('Bearer '.length), keys);
    next();
  });
  app.get('/api/v1/things/:thingId', (_request, response) => void response.json(remembered));
  return app;
}

async function run(lab: Lab): Promise<Row[]> {
  const url = await newDatabase(lab);
  const pool = barePool(url);
  const stage = await openStage(url, { beside: services });
  const ours = await listen(stage.app);
  const bare = await listen(bareApp(pool));
  const guarded = await listen(guardedApp(stage.keySet));
  const loader = startLoader();
  const asking = (base: string, path: string) => async () =>
    (await loader.ask({ url: base + path, headers: stage.headers, ...load })).perSecond;
  const compare = (path: string, limit = bare) =>
    takeTurns(rounds, { ours: asking(ours.url, path), bare: asking(limit.url, path) });
  try {
    const onePath = `/api/v1/things/${remembered.id}`;
    const one = await compare(onePath);
    const protectedOne = await compare(onePath, guarded);
    const twenty = await compare('/api/v1/things/pinned');
    const list = await compare('/api/v1/things?limit=20');
    return [
      row('endpoint, 1 object from memory', one, 0.8),
      row('endpoint, 1 object, as guarded Express', protectedOne, 0.8),
      row('endpoint, 20 objects from memory', twenty, 0.8),
      row('list endpoint, one SELECT', list, 0.6),
    ];
  } finally {
    loader.close();
    ours.close();
    bare.close();
    guarded.close();
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
    'one object from memory, 20 objects from memory, and a list of 20 read by one SELECT of two tables; at 32 connections. ' +
    'Of the bare route four fifths of a request is the socket, so that whatever is done before it shows; the guarded one ' +
    'does by the usual libraries (helmet, jose, prom-client) a part of what ours does',
  run,
};
