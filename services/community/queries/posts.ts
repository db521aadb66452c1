// A post as people see it.

import { fail } from '#kernel/errors';
import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import { type Instant, instantAt } from '#kernel/time';
import type { Audience, FlagReason, Hidden, Poll, Post, ReactionName } from '../contract/wire.ts';
import { isClosed, showsResults } from '../domain/poll.ts';
import type { Viewer } from './visibility.ts';

interface StoredPoll {
  multiple: boolean;
  anonymous: boolean;
  per: Poll['per'];
  /** In milliseconds, as an instant inside of json has another form. */
  closesAt: number;
  closedAt: number | null;
  voters: number;
  options: { id: string; text: string; votes: number }[];
  voted: boolean;
  mine: string[] | null;
}

const postShape = {
  id: col.uuid,
  building_id: col.uuid,
  kind: col.any<Post['kind']>(),
  author_id: col.uuid.orNull,
  by_management: col.bool,
  title: col.text.orNull,
  text: col.text,
  entrance_ids: col.uuids,
  unit_kinds: col.any<Audience['unitKinds']>(),
  unit_ids: col.uuids,
  state: col.any<Post['state']>(),
  shown_at: col.instant,
  expires_at: col.instant.orNull,
  hidden_at: col.instant.orNull,
  hidden_by: col.any<Hidden['by']>().orNull,
  hidden_reason: col.any<FlagReason>().orNull,
  version: col.int,
  created_at: col.instant,
  edited_at: col.instant.orNull,
  class: col.any<'info' | 'important' | 'emergency'>().orNull,
  acknowledge: col.bool.orNull,
  acknowledged_at: col.instant.orNull,
  file_ids: col.uuids,
  comments: col.int,
  reactions: col.json<Post['reactions']>(),
  my_reaction: col.any<ReactionName>().orNull,
};
type PostRow = RowOf<typeof postShape> & { poll: StoredPoll | null };

/** What polls of posts say. A home's vote is also that of the others who live in it. */
const pollsOf = (db: Queries, userId: string | null, postIds: readonly string[]) =>
  db.many({ post_id: col.uuid, poll: col.json<StoredPoll>() })`
    select q.post_id, jsonb_build_object(
      'multiple', q.multiple, 'anonymous', q.anonymous, 'per', q.per,
      'closesAt', (extract(epoch from q.closes_at) * 1000)::bigint, 'closedAt', (extract(epoch from q.closed_at) * 1000)::bigint,
      'voters', (select count(*) from poll_votes v where v.post_id = q.post_id),
      'options', (select jsonb_agg(jsonb_build_object('id', o.id, 'text', o.text, 'votes', o.votes) order by o.position)
                  from poll_options o where o.post_id = q.post_id),
      'voted', m.voter is not null, 'mine', m.option_ids) as poll
    from polls q left join lateral (
      select v.voter, v.option_ids from poll_votes v
      where v.post_id = q.post_id
        and (v.voter = ${userId}::uuid
             or v.voter in (select r.unit_id from residents r where r.user_id = ${userId}::uuid and r.lives))
      limit 1) m on true
    where q.post_id = any(${postIds}::uuid[])`;

/** Reads the posts that a query of posts gives, newest first, in that one statement; only where there are polls among them
 * another brings what those say. As a part of the first it would cost every page, though most have none. */
export async function readPosts(db: Queries, { userId }: Viewer, page: ReturnType<typeof sql>): Promise<PostRow[]> {
  const rows = await db.many(postShape)`
    select p.id, p.building_id, p.kind, p.author_id, p.by_management, p.title, p.text, p.entrance_ids, p.unit_kinds,
           p.unit_ids, p.state, p.shown_at, p.expires_at, p.hidden_at, p.hidden_by, p.hidden_reason, p.version,
           p.created_at, p.edited_at, a.class, a.acknowledge,
           case when a.acknowledge then (
             select k.acknowledged_at from acknowledgements k
             where k.post_id = p.id and k.user_id = ${userId}::uuid) end as acknowledged_at,
           array(select f.file_id from attachments f
                 where f.post_id = p.id and f.comment_id is null order by f.position) as file_ids,
           p.comments, p.reactions,
           (select x.reaction from reactions x
            where x.post_id = p.id and x.comment_id is null and x.user_id = ${userId}::uuid) as my_reaction
    from (${page}) p left join announcements a on a.post_id = p.id
    order by p.shown_at desc, p.id desc`;
  const ids = rows.filter(({ kind }) => kind === 'poll').map(({ id }) => id);
  const polls = ids.length > 0 ? await pollsOf(db, userId, ids) : [];
  const of = new Map(polls.map(({ post_id, poll }) => [post_id, poll]));
  return rows.map(found => Object.assign(found, { poll: of.get(found.id) ?? null }));
}

/** A post that is known to be there, as somebody who may see it does. */
export async function postOf(db: Queries, viewer: Viewer, postId: string, now: Instant): Promise<Post> {
  const [found] = await readPosts(db, viewer, sql`select * from posts where id = ${postId}`);
  return showPost(found ?? fail('not_found', 'There is no such post.'), now);
}

/** Why others do not see something; for its author and for moderators. */
export const hiddenOf = ({
  hidden_at,
  hidden_by,
  hidden_reason,
}: Pick<PostRow, 'hidden_at' | 'hidden_by' | 'hidden_reason'>): Hidden | null =>
  hidden_at === null ? null : { reason: hidden_reason!, by: hidden_by!, at: hidden_at };

/** The wire form of a post. */
export function showPost(found: PostRow, now: Instant): Post {
  const expired = found.state === 'published' && found.expires_at !== null && found.expires_at <= now;
  return {
    id: found.id,
    buildingId: found.building_id,
    kind: found.kind,
    authorId: found.author_id,
    byManagement: found.by_management,
    title: found.title,
    text: found.text,
    audience: { entranceIds: found.entrance_ids, unitKinds: found.unit_kinds, unitIds: found.unit_ids },
    state: expired ? 'expired' : found.state,
    hidden: hiddenOf(found),
    publishedAt: found.shown_at,
    expiresAt: found.expires_at,
    announcement:
      found.class === null
        ? null
        : { class: found.class, acknowledge: found.acknowledge!, acknowledgedAt: found.acknowledged_at },
    poll: found.poll && showPoll(found.poll, now),
    fileIds: found.file_ids,
    comments: found.comments,
    reactions: found.reactions,
    myReaction: found.my_reaction,
    createdAt: found.created_at,
    editedAt: found.edited_at,
    version: found.version,
  };
}

function showPoll({ closesAt, closedAt, mine, options, ...poll }: StoredPoll, now: Instant): Poll {
  const state = { ...poll, closesAt: instantAt(closesAt), closedAt: closedAt === null ? null : instantAt(closedAt) };
  const results = showsResults(state, now);
  return {
    ...poll,
    closesAt: state.closesAt,
    closed: isClosed(state, now),
    options: options.map(option => ({ ...option, votes: results ? option.votes : null })),
    myOptionIds: mine ?? [],
  };
}
