// Who lives where and who works where, kept from events that may come in any order.

import { isRemembered } from '#kernel/forgotten';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import { readableBy } from './channels.ts';

interface Home {
  userId: string;
  unitId: string;
  buildingId: string;
}

/** Somebody lived behind an entrance at an instant; still does, unless a later end is known. */
export async function startResidence(tx: Tx, home: Home & { entranceId: string }, at: Instant): Promise<void> {
  const { userId, unitId, buildingId, entranceId } = home;
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, entrance_id, started_at)
    select ${userId}, ${unitId}, ${buildingId}, ${entranceId}, ${at} where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update
    set entrance_id = excluded.entrance_id, started_at = greatest(known.started_at, excluded.started_at)`;
  await beginReading(tx, userId, buildingId);
}

/** Somebody was proven to live in a home at an instant. */
export async function verifyResidence(tx: Tx, { userId, unitId, buildingId }: Home, at: Instant): Promise<void> {
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, verified_at)
    select ${userId}, ${unitId}, ${buildingId}, ${at} where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update set verified_at = greatest(known.verified_at, excluded.verified_at)`;
  await beginReading(tx, userId, buildingId);
}

/** Somebody no longer lived in a home at an instant; nor does now, unless a later start is known. */
export async function endResidence(tx: Tx, { userId, unitId, buildingId }: Home, at: Instant): Promise<void> {
  await tx.run`
    insert into residents as known (user_id, unit_id, building_id, ended_at)
    select ${userId}, ${unitId}, ${buildingId}, ${at} where ${isRemembered(userId)}
    on conflict (user_id, unit_id) do update set ended_at = greatest(known.ended_at, excluded.ended_at)`;
}

/** What was said before somebody came is not unread to them. */
async function beginReading(tx: Tx, userId: string, buildingId: string): Promise<void> {
  await tx.run`
    insert into read_states (channel_id, user_id, read_number)
    select c.id, ${userId}, c.last_number from channels c
    where c.building_id = ${buildingId} and c.kind <> 'direct' and ${readableBy(userId)}
    on conflict do nothing`;
}

/** The channels of a building that somebody may not read. */
export async function closedTo(db: Queries, userId: string, buildingId: string): Promise<string[]> {
  const rows = await db.many({ id: col.uuid })`
    select c.id from channels c where c.building_id = ${buildingId} and not coalesce(${readableBy(userId)}, false)`;
  return rows.map(({ id }) => id);
}

/** People who read a channel, by their ids, from after the given one on. */
export async function membersOf(
  db: Queries,
  channelId: string,
  { after = null, among, limit }: { after?: string | null; among?: readonly string[]; limit: number },
): Promise<{ userId: string; staff: boolean }[]> {
  const rows = await db.many({ user_id: col.uuid, staff: col.bool })`
    select p.user_id, bool_or(p.staff) as staff
    from channels c join lateral (
      select r.user_id, r.entrance_id, false as staff from residents r where r.building_id = c.building_id and r.lives
      union all
      select s.user_id, c.entrance_id, true from staff s where s.building_id = c.building_id) p on true
    where c.id = ${channelId}
      and (c.kind <> 'entrance' or p.entrance_id = c.entrance_id)
      and (c.kind <> 'direct' or p.user_id in (c.user_a, c.user_b))
      ${among ? sql`and p.user_id = any(${[...among]}::uuid[])` : sql`and (${after}::uuid is null or p.user_id > ${after})`}
    group by p.user_id order by p.user_id limit ${limit}`;
  return rows.map(({ user_id, staff }) => ({ userId: user_id, staff }));
}

export async function addRole(tx: Tx, userId: string, role: string, buildingId: string): Promise<void> {
  await tx.run`
    insert into staff (user_id, building_id, role) select ${userId}, ${buildingId}, ${role} where ${isRemembered(userId)}
    on conflict do nothing`;
}

export async function removeRole(tx: Tx, userId: string, role: string, buildingId: string): Promise<void> {
  await tx.run`delete from staff where user_id = ${userId} and role = ${role} and building_id = ${buildingId}`;
}
