// The timeline in PostgreSQL: partitions by month, read along the key (user, time, id).

import { col, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { TypeName } from '../domain/types.ts';
import type { Timeline } from './timeline.ts';

const itemRow = row({
  id: col.uuid,
  user_id: col.uuid,
  type: col.text,
  title: col.text,
  body: col.text,
  link: col.text.orNull,
  created_at: col.instant,
  read_at: col.instant.orNull,
});

/** The timeline over a database, or over a transaction whose change it belongs to. */
export function postgresTimeline(db: Queries): Timeline {
  return {
    async add(items) {
      await db.run`
        insert into notifications (id, user_id, type, title, body, link, created_at, read_at)
        select * from unnest(
          ${items.map(item => item.id)}::uuid[], ${items.map(item => item.userId)}::uuid[],
          ${items.map(item => item.type)}::text[], ${items.map(item => item.title)}::text[],
          ${items.map(item => item.body)}::text[], ${items.map(item => item.link)}::text[],
          ${items.map(item => item.createdAt)}::timestamptz[], ${items.map(item => item.readAt)}::timestamptz[])
        on conflict do nothing`;
    },
    async list(userId, { after, unread, limit }) {
      const rows = await db.many(itemRow)`
        select ${itemRow} from notifications
        where user_id = ${userId}
          ${unread ? sql`and read_at is null` : nothing}
          ${after ? sql`and (created_at, id) < (${after.createdAt}, ${after.id})` : nothing}
        order by created_at desc, id desc limit ${limit}`;
      return rows.map(found => ({
        id: found.id,
        userId: found.user_id,
        type: found.type as TypeName,
        title: found.title,
        body: found.body,
        link: found.link,
        createdAt: found.created_at,
        readAt: found.read_at,
      }));
    },
    async countUnread(userId) {
      const { unread } = await db.one({ unread: col.int })`
        select count(*)::int as unread from notifications where user_id = ${userId} and read_at is null`;
      return unread;
    },
    async markRead(userId, id, at) {
      const touched = await db.run`
        update notifications set read_at = coalesce(read_at, ${at}) where id = ${id} and user_id = ${userId}`;
      return touched > 0;
    },
    async markAllRead(userId, at) {
      await db.run`update notifications set read_at = ${at} where user_id = ${userId} and read_at is null`;
    },
    async remove(userId, id) {
      return (await db.run`delete from notifications where id = ${id} and user_id = ${userId}`) > 0;
    },
    async removeAll(userId) {
      await db.run`delete from notifications where user_id = ${userId}`;
    },
    async readAmong(ids) {
      if (ids.length === 0) return new Set();
      const rows = await db.many({ id: col.uuid })`
        select id from notifications where id = any(${ids}::uuid[]) and read_at is not null`;
      return new Set(rows.map(found => found.id));
    },
  };
}
