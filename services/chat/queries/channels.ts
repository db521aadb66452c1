// Channels as somebody sees them.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { Channel } from '../contract/wire.ts';
import { type ChannelKind, mayPost, mayRead, type Place, type Standing } from '../domain/access.ts';

export const channelRow = row(
  {
    id: col.uuid,
    building_id: col.uuid,
    kind: col.any<ChannelKind>(),
    entrance_id: col.uuid.orNull,
    user_a: col.uuid.orNull,
    user_b: col.uuid.orNull,
    name: col.text.orNull,
    description: col.text,
    created_by: col.uuid.orNull,
    last_number: col.int,
    last_sequence: col.int,
    last_at: col.instant.orNull,
    archived_at: col.instant.orNull,
    version: col.int,
    created_at: col.instant,
  },
  'c',
);
export type ChannelRow = RowOf<typeof channelRow>;

/** A channel with somebody in front of it. */
export interface Seen {
  channel: ChannelRow;
  place: Place;
  standing: Standing;
}

const seenRow = {
  ...channelRow,
  lives: col.bool,
  verified: col.bool,
  behind_entrance: col.bool,
  manager: col.bool,
  staff: col.bool,
};

/** What `userId` is in the building of the channel `c`. */
const standingIn = (userId: string) => sql`
  exists (select from residents r where r.user_id = ${userId} and r.building_id = c.building_id and r.lives) as lives,
  exists (select from residents r
          where r.user_id = ${userId} and r.building_id = c.building_id and r.lives and r.verified) as verified,
  exists (select from residents r where r.user_id = ${userId} and r.building_id = c.building_id and r.lives
            and r.entrance_id = c.entrance_id) as behind_entrance,
  exists (select from staff s
          where s.user_id = ${userId} and s.building_id = c.building_id and s.role = 'manager') as manager,
  exists (select from staff s where s.user_id = ${userId} and s.building_id = c.building_id) as staff`;

function toSeen(found: RowOf<typeof seenRow>, userId: string): Seen {
  const { lives, verified, behind_entrance: behindEntrance, manager, staff, ...channel } = found;
  return {
    channel,
    place: {
      kind: channel.kind,
      archived: channel.archived_at !== null,
      createdBy: channel.created_by,
      pair: [channel.user_a, channel.user_b],
    },
    standing: { userId, lives, verified, behindEntrance, manager, staff },
  };
}

const unknown = 'There is no such channel.';

/** The channel, if the caller may read it. Raises `not_found`. */
export async function seeChannel(db: Queries, call: Call, channelId: string): Promise<Seen> {
  const { userId } = call;
  const found = await db.maybe(seenRow)`
    select ${channelRow}, ${standingIn(userId)} from channels c where c.id = ${channelId}`;
  return decide(call, found && toSeen(found, userId));
}

/** The same, locked until commit: whoever changes something in a channel comes after the one before. */
export async function lockChannel(tx: Tx, call: Call, channelId: string): Promise<Seen> {
  const { userId } = call;
  const found = await tx.maybe(seenRow)`
    select ${channelRow}, ${standingIn(userId)} from channels c where c.id = ${channelId} for update of c`;
  return decide(call, found && toSeen(found, userId));
}

function decide(call: Call, seen: Seen | null): Seen {
  call.require(seen !== null && mayRead(seen.place, seen.standing), unknown);
  return seen ?? fail('not_found', unknown);
}

/** The channels somebody may read, as a condition on `c`; the same as `mayRead`. */
export const readableBy = (userId: string): ReturnType<typeof sql> => sql`
  case c.kind
    when 'direct' then ${userId} in (c.user_a, c.user_b) and (
      exists (select from residents r where r.user_id = ${userId} and r.building_id = c.building_id and r.lives)
      or exists (select from staff s where s.user_id = ${userId} and s.building_id = c.building_id))
    when 'entrance' then
      exists (select from residents r where r.user_id = ${userId} and r.building_id = c.building_id and r.lives
                and r.entrance_id = c.entrance_id)
      or exists (select from staff s where s.user_id = ${userId} and s.building_id = c.building_id)
    else
      exists (select from residents r where r.user_id = ${userId} and r.building_id = c.building_id and r.lives)
      or exists (select from staff s where s.user_id = ${userId} and s.building_id = c.building_id)
  end`;

const mineRow = { ...seenRow, read_number: col.int, muted_until: col.instant.orNull, unread_mentions: col.int };

interface Which {
  channelId?: string | undefined;
  buildingId?: string | undefined;
  after?: readonly [at: string, id: string] | null;
  limit: number;
}

/** Channels as one person sees them, those with the newest messages first. */
export async function myChannels(
  db: Queries,
  userId: string,
  { channelId, buildingId, after, limit }: Which,
): Promise<{ channel: Channel; key: readonly [string, string] }[]> {
  const rows = await db.many(mineRow)`
    select ${channelRow}, ${standingIn(userId)}, coalesce(s.read_number, 0) as read_number, s.muted_until,
           (select count(*)::int from mentions m where m.user_id = ${userId} and m.channel_id = c.id
              and m.number > coalesce(s.read_number, 0)) as unread_mentions
    from channels c left join read_states s on s.channel_id = c.id and s.user_id = ${userId}
    where ${readableBy(userId)}
      ${channelId ? sql`and c.id = ${channelId}` : nothing}
      ${buildingId ? sql`and c.building_id = ${buildingId}` : nothing}
      ${after ? sql`and (coalesce(c.last_at, c.created_at), c.id) < (${after[0]}, ${after[1]})` : nothing}
    order by coalesce(c.last_at, c.created_at) desc, c.id desc limit ${limit}`;
  return rows.map(({ read_number, muted_until, unread_mentions, ...found }) => ({
    channel: toChannel(toSeen(found, userId), { read_number, muted_until, unread_mentions }),
    key: [found.last_at ?? found.created_at, found.id],
  }));
}

/** One channel as somebody sees it who may read it. */
export async function myChannel(db: Queries, userId: string, channelId: string): Promise<Channel> {
  const [found] = await myChannels(db, userId, { channelId, limit: 1 });
  return found?.channel ?? fail('not_found', unknown);
}

function toChannel(
  { channel, place, standing }: Seen,
  {
    read_number,
    muted_until,
    unread_mentions,
  }: { read_number: number; muted_until: string | null; unread_mentions: number },
): Channel {
  return {
    id: channel.id,
    buildingId: channel.building_id,
    kind: channel.kind,
    entranceId: channel.entrance_id,
    name: channel.name,
    description: channel.description,
    userIds: channel.kind === 'direct' ? place.pair.filter(userId => userId !== null) : null,
    lastNumber: channel.last_number,
    lastSequence: channel.last_sequence,
    lastAt: channel.last_at,
    readNumber: read_number,
    unread: channel.last_number - read_number,
    unreadMentions: unread_mentions,
    mutedUntil: muted_until,
    archived: place.archived,
    mayPost: mayPost(place, standing),
    version: channel.version,
    createdAt: channel.created_at,
  };
}
