// The service under measurement: one reply from memory, one list with one SELECT, one event with one small write.

import { z } from 'zod';
import { contract, endpoint, Id, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { event } from '#kernel/event';
import { afterCursor, toPage } from '#kernel/page';
import { defineService } from '#kernel/service';
import { col, type Row, type RowOf, row } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';

const Thing = z
  .strictObject({
    id: Id,
    owner: z.strictObject({ id: Id, name: z.string() }),
    title: z.string(),
    description: z.string(),
    state: z.enum(['open', 'closed']),
    version: z.int(),
    createdAt: Timestamp,
  })
  .meta({ id: 'BenchThing' });
export type Thing = z.output<typeof Thing>;

export const things = contract('things', {
  listPinned: endpoint({
    method: 'GET',
    path: '/v1/things/pinned',
    summary: 'Twenty things, from memory',
    access: 'user',
    input: z.strictObject({}),
    output: pageOf(Thing),
  }),
  getThing: endpoint({
    method: 'GET',
    path: '/v1/things/:thingId',
    summary: 'One thing, from memory',
    access: 'user',
    input: z.strictObject({ thingId: Id }),
    output: Thing,
  }),
  listThings: endpoint({
    method: 'GET',
    path: '/v1/things',
    summary: 'Things, newest first, by one SELECT of two tables',
    access: 'user',
    input: z.strictObject(pageInput),
    output: pageOf(Thing),
  }),
});

export const thingChanged = event(
  'thing.changed',
  1,
  'thingId',
  z.strictObject({ thingId: Id, state: z.enum(['open', 'closed']) }),
  'A thing changed',
);

const thingShape = {
  id: col.uuid,
  owner_id: col.uuid,
  title: col.text,
  description: col.text,
  state: col.text,
  version: col.int,
  created_at: col.instant,
};
export const thingRow: Row<typeof thingShape> = row(thingShape, 't');
export const listRow = { ...thingShape, owner_name: col.text };

/** A row as it goes over the wire. */
export const showThing = (found: RowOf<typeof listRow>): Thing => ({
  id: found.id,
  owner: { id: found.owner_id, name: found.owner_name },
  title: found.title,
  description: found.description,
  state: found.state as Thing['state'],
  version: found.version,
  createdAt: found.created_at,
});

/** The thing that getThing answers with. */
export const remembered: Thing = {
  id: '01939b5e-0000-7000-8000-000000000001',
  owner: { id: '01939b5e-0000-7000-8000-000000000002', name: 'Maria Sommer' },
  title: 'The light in the stairwell flickers',
  description: 'Since Monday, on the second floor of entrance B, mostly in the evening. '.repeat(4),
  state: 'open',
  version: 3,
  createdAt: '2026-03-02T09:00:00.000Z',
};

/** The page that listPinned answers with. */
export const pinned = { items: Array.from({ length: 20 }, () => remembered), nextCursor: null };

export const thingsService = defineService({
  contract: things,
  publishes: [thingChanged],
  consumes: [thingChanged],
  migrations: new URL('./migrations/', import.meta.url),
});

const getThing = thingsService.operation('getThing', async () => remembered);

const listPinned = thingsService.operation('listPinned', async () => pinned);

const listThings = thingsService.operation('listThings', async (ctx, { limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(listRow)`
    select ${thingRow}, o.name as owner_name from things t join owners o on o.id = t.owner_id
    ${after ? sql`where (t.created_at, t.id) < (${after[0]}, ${after[1]})` : nothing}
    order by t.created_at desc, t.id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], showThing);
});

const seen = thingsService.on(thingChanged, async (ctx, { thingId }, tx, { id }) => {
  await tx.run`insert into seen_things (event_id, thing_id, seen_at) values (${id}, ${thingId}, ${ctx.now()})`;
});

export default thingsService.build({ operations: { getThing, listPinned, listThings }, subscriptions: [seen] });

const entranceService = defineService({
  contract: contract('entrance', {}),
  migrations: new URL('./migrations/', import.meta.url),
});

/** A public entrance with its limits out of the way. */
export const entrance = entranceService.build({
  operations: {},
  edge: () => ({
    corsOrigins: ['https://app.agora.test'],
    trustedProxies: 0,
    perMinute: { user: 1e9, address: 1e9 },
    shed: { maxInFlight: 10_000, maxLagMs: 10_000 },
    record: () => {},
  }),
});
