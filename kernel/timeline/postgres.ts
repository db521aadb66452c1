// Timelines in PostgreSQL: a table partitioned by month that the service's migration makes, with the columns below and
// its primary key on (stream, at, position, id).

import { raw } from 'sql-template-tag';
import { col, type RowOf, row } from '../sql/columns.ts';
import type { Queries } from '../sql/database.ts';
import { json, nothing, sql } from '../sql/tag.ts';
import type { Timeline, TimelineEntry } from './port.ts';

const entryRow = row({
  stream: col.uuid,
  at: col.instant,
  position: col.int,
  id: col.uuid,
  change: col.int,
  marked_at: col.instant.orNull,
  body: col.json<unknown>(),
});

const toEntry = <B>({ marked_at, body, ...key }: RowOf<typeof entryRow>): TimelineEntry<B> => ({
  ...key,
  markedAt: marked_at,
  body: body as B,
});

/** The timeline of a table over a database, or over a transaction whose change it belongs to. */
export function postgresTimeline<B>(db: Queries, name: string): Timeline<B> {
  const table = raw(name);
  return {
    async add(entries) {
      await db.run`
        insert into ${table} (stream, at, position, id, change, marked_at, body)
        select e.stream, e.at, e.position, e.id, e.change, e.marked_at, e.body::jsonb
        from unnest(
          ${entries.map(entry => entry.stream)}::uuid[], ${entries.map(entry => entry.at)}::timestamptz[],
          ${entries.map(entry => entry.position)}::int[], ${entries.map(entry => entry.id)}::uuid[],
          ${entries.map(entry => entry.change)}::int[], ${entries.map(entry => entry.markedAt)}::timestamptz[],
          ${entries.map(entry => json(entry.body))}::text[])
          as e (stream, at, position, id, change, marked_at, body)
        on conflict do nothing`;
    },
    async get(stream, id) {
      const found = await db.maybe(entryRow)`
        select ${entryRow} from ${table} where stream = ${stream} and id = ${id}`;
      return found && toEntry(found);
    },
    async list(stream, { before, since, unmarked, limit }) {
      const rows = await db.many(entryRow)`
        select ${entryRow} from ${table}
        where stream = ${stream}
          ${since ? sql`and at >= ${since}` : nothing}
          ${unmarked ? sql`and marked_at is null` : nothing}
          ${before ? sql`and (at, position, id) < (${before.at}, ${before.position}, ${before.id})` : nothing}
        order by at desc, position desc, id desc limit ${limit}`;
      return rows.map(found => toEntry<B>(found));
    },
    async changedSince(stream, change, { since, limit }) {
      const rows = await db.many(entryRow)`
        select ${entryRow} from ${table}
        where stream = ${stream} and change > ${change} ${since ? sql`and at >= ${since}` : nothing}
        order by change limit ${limit}`;
      return rows.map(found => toEntry<B>(found));
    },
    async replace(stream, id, change, body) {
      const touched = await db.run`
        update ${table} set body = ${json(body)}::jsonb, change = ${change} where stream = ${stream} and id = ${id}`;
      return touched > 0;
    },
    ...marksOf(db, table),
    async remove(stream, id) {
      return (await db.run`delete from ${table} where stream = ${stream} and id = ${id}`) > 0;
    },
    async clear(stream) {
      await db.run`delete from ${table} where stream = ${stream}`;
    },
  };
}

/** What of a timeline is about marks. */
const marksOf = (
  db: Queries,
  table: ReturnType<typeof raw>,
): Pick<Timeline<unknown>, 'mark' | 'markAll' | 'countUnmarked' | 'markedAmong'> => ({
  async mark(stream, id, at) {
    const touched = await db.run`
      update ${table} set marked_at = coalesce(marked_at, ${at}) where stream = ${stream} and id = ${id}`;
    return touched > 0;
  },
  async markAll(stream, at) {
    await db.run`update ${table} set marked_at = ${at} where stream = ${stream} and marked_at is null`;
  },
  async countUnmarked(stream) {
    const { unmarked } = await db.one({ unmarked: col.int })`
      select count(*)::int as unmarked from ${table} where stream = ${stream} and marked_at is null`;
    return unmarked;
  },
  async markedAmong(entries) {
    const rows = await db.many({ id: col.uuid })`
      select t.id from ${table} t
      join unnest(${entries.map(entry => entry.stream)}::uuid[], ${entries.map(entry => entry.id)}::uuid[])
        as e (stream, id) on e.stream = t.stream and e.id = t.id
      where t.marked_at is not null`;
    return new Set(rows.map(({ id }) => id));
  },
});
