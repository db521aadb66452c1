// Writes the demo posts with all that belongs to them, a statement a table.

import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { weightPercent } from '../domain/flags.ts';
import type { PlacedPost } from '../seed.ts';

const newcomer = weightPercent({ upheld: 0, rejected: 0 });

export async function writeTalk(tx: Tx, posts: readonly PlacedPost[]): Promise<void> {
  await insertPosts(tx, posts);
  await insertPolls(tx, posts);
  await insertComments(tx, posts);
  await insertReactions(tx, posts);
  await insertFlags(tx, posts);
  // Every third of those who are asked has acknowledged.
  await tx.run`
    insert into acknowledgements (post_id, user_id, acknowledged_at)
    select p.id, x.user_id, p.shown_at + interval '2 hours'
    from posts p join announcements a on a.post_id = p.id and a.acknowledge
    join lateral (
      select r.user_id, row_number() over (order by r.user_id) as place
      from residents r left join homes h on h.unit_id = r.unit_id
      where r.building_id = p.building_id and (p.entrance_ids = '{}' or h.entrance_id = any(p.entrance_ids))
        and (p.unit_kinds = '{}' or h.kind = any(p.unit_kinds))
      group by r.user_id) x on x.place % 3 = 0
    where p.id = any(${posts.map(({ id }) => id)}::uuid[]) and p.state = 'published'`;
}

async function insertPosts(tx: Tx, posts: readonly PlacedPost[]): Promise<void> {
  const rows = posts.map(({ post, id, buildingId, entranceId, personOf, shownAt, createdAt, expiresAt }) => ({
    id,
    buildingId,
    kind: post.announcement ? 'announcement' : post.poll ? 'poll' : 'post',
    authorId: personOf(post.by),
    management: post.by === 'manager',
    title: post.title ?? null,
    text: post.text,
    entrances: entranceId === null ? [] : [entranceId],
    kinds: post.flatsOnly ? ['flat'] : [],
    state: post.scheduledInHours ? 'scheduled' : 'published',
    shownAt,
    createdAt,
    expiresAt,
    hiddenAt: post.flagged?.hidden ? createdAt : null,
    class: post.announcement?.class ?? null,
    acknowledge: post.announcement?.acknowledge ?? null,
    reason: post.flagged?.reason ?? null,
  }));
  await tx.run`
    with r as (
      select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (
        id uuid, "buildingId" uuid, kind text, "authorId" uuid, management boolean, title text, text text,
        entrances uuid[], kinds text[], state text, "shownAt" timestamptz, "createdAt" timestamptz,
        "expiresAt" timestamptz, "hiddenAt" timestamptz, class text, acknowledge boolean, reason text)),
    p as (
      insert into posts (id, building_id, kind, author_id, by_management, title, text, entrance_ids, unit_kinds, unit_ids,
                         state, shown_at, expires_at, hidden_at, hidden_by, hidden_reason, created_at)
      select id, "buildingId", kind, "authorId", management, title, text, entrances, kinds, '{}', state, "shownAt",
             "expiresAt", "hiddenAt", case when "hiddenAt" is not null then 'flags' end,
             case when "hiddenAt" is not null then reason end, "createdAt"
      from r)
    insert into announcements (post_id, class, acknowledge) select id, class, acknowledge from r where class is not null`;
}

async function insertPolls(tx: Tx, posts: readonly PlacedPost[]): Promise<void> {
  const polls = posts.flatMap(each => (each.post.poll ? [{ ...each, poll: each.post.poll }] : []));
  const rows = polls.map(({ id, poll, closesAt }) => ({
    id,
    anonymous: poll.anonymous ?? false,
    per: poll.per ?? 'person',
    closesAt,
  }));
  const options = polls.flatMap(({ id, poll, idOf }) =>
    poll.options.map((text, position) => ({
      id: idOf(`option:${position}`),
      postId: id,
      position,
      text,
      votes: poll.votes[position],
    })),
  );
  const votes = polls.flatMap(({ id, poll, idOf, personOf, homeOf, at }) => {
    const answers = poll.votes.flatMap((count, position) => Array.from({ length: count }, () => position));
    return answers.map((position, index) => ({
      postId: id,
      voter: poll.per === 'home' ? homeOf(index + 1) : personOf(index + 1),
      userId: poll.anonymous ? null : personOf(index + 1),
      optionIds: poll.anonymous ? null : [idOf(`option:${position}`)],
      castAt: poll.anonymous ? null : at(index + 1, answers.length),
    }));
  });
  await tx.run`
    with q as (
      insert into polls (post_id, multiple, anonymous, per, closes_at)
      select q.id, false, q.anonymous, q.per, q."closesAt"
      from jsonb_to_recordset(${json(rows)}::jsonb) as q (id uuid, anonymous boolean, per text, "closesAt" timestamptz)),
    o as (
      insert into poll_options (id, post_id, position, text, votes)
      select o.id, o."postId", o.position, o.text, o.votes
      from jsonb_to_recordset(${json(options)}::jsonb) as o (id uuid, "postId" uuid, position int, text text, votes int))
    insert into poll_votes (post_id, voter, user_id, option_ids, cast_at)
    select v."postId", v.voter, v."userId", v."optionIds", v."castAt"
    from jsonb_to_recordset(${json(votes)}::jsonb) as v (
      "postId" uuid, voter uuid, "userId" uuid, "optionIds" uuid[], "castAt" timestamptz)`;
}

async function insertComments(tx: Tx, posts: readonly PlacedPost[]): Promise<void> {
  const rows = posts.flatMap(({ id, buildingId, post, idOf, personOf, at }) => {
    const comments = post.comments ?? [];
    const idAt = (index: number): string => idOf(`comment:${index}`);
    const pathTo = (index: number): string[] => {
      const above = comments[index]!.answers;
      return [...(above === undefined ? [] : pathTo(above)), idAt(index)];
    };
    return comments.map(({ by, text, answers }, index) => ({
      id: idAt(index),
      buildingId,
      postId: id,
      parentId: answers === undefined ? null : idAt(answers),
      path: pathTo(index),
      authorId: personOf(by),
      management: by === 'manager',
      text,
      createdAt: at(index + 1, comments.length),
    }));
  });
  await tx.run`
    insert into comments (id, building_id, post_id, parent_id, path, author_id, by_management, text, created_at)
    select c.id, c."buildingId", c."postId", c."parentId", c.path, c."authorId", c.management, c.text, c."createdAt"
    from jsonb_to_recordset(${json(rows)}::jsonb) as c (
      id uuid, "buildingId" uuid, "postId" uuid, "parentId" uuid, path uuid[], "authorId" uuid, management boolean, text text,
      "createdAt" timestamptz)`;
}

async function insertReactions(tx: Tx, posts: readonly PlacedPost[]): Promise<void> {
  const rows = posts.flatMap(({ id, post, personOf, at }) => {
    const all = Object.entries(post.reactions ?? {}).flatMap(([reaction, count]) =>
      Array.from({ length: count }, () => reaction),
    );
    return all.map((reaction, index) => ({
      postId: id,
      userId: personOf(index + 1),
      reaction,
      createdAt: at(index + 1, all.length),
    }));
  });
  await tx.run`
    insert into reactions (post_id, user_id, reaction, created_at)
    select r."postId", r."userId", r.reaction, r."createdAt"
    from jsonb_to_recordset(${json(rows)}::jsonb) as r (
      "postId" uuid, "userId" uuid, reaction text, "createdAt" timestamptz)`;
}

async function insertFlags(tx: Tx, posts: readonly PlacedPost[]): Promise<void> {
  const rows = posts.flatMap(({ id, buildingId, post, idOf, personOf, at }) =>
    (post.flagged?.by ?? []).map((by, index, all) => ({
      id: idOf(`flag:${by}`),
      buildingId,
      postId: id,
      userId: personOf(by),
      reason: post.flagged!.reason,
      createdAt: at(index + 1, all.length),
    })),
  );
  const decisions = posts.flatMap(({ id, buildingId, post, idOf, createdAt }) =>
    post.flagged?.hidden
      ? [
          {
            id: idOf('decision'),
            buildingId,
            postId: id,
            ...countOf(post.flagged.by),
            reason: post.flagged.reason,
            createdAt,
          },
        ]
      : [],
  );
  await tx.run`
    with f as (
      insert into flags (id, building_id, post_id, user_id, reason, note, weight_percent, created_at)
      select f.id, f."buildingId", f."postId", f."userId", f.reason, '', ${newcomer}::int, f."createdAt"
      from jsonb_to_recordset(${json(rows)}::jsonb) as f (
        id uuid, "buildingId" uuid, "postId" uuid, "userId" uuid, reason text, "createdAt" timestamptz))
    insert into moderation_decisions (id, building_id, post_id, decision, reason, note, flags, score_percent, decided_at)
    select d.id, d."buildingId", d."postId", 'auto_hidden', d.reason, '', d.flags, d.score, d."createdAt"
    from jsonb_to_recordset(${json(decisions)}::jsonb) as d (
      id uuid, "buildingId" uuid, "postId" uuid, flags int, score int, reason text, "createdAt" timestamptz)`;
}

const countOf = (flaggers: readonly number[]) => ({ flags: flaggers.length, score: flaggers.length * newcomer });
