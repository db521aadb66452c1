// A poll with its answers, and the votes for them.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json, nothing, sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { CommunityCtx } from '../definition.ts';
import type { PollState } from '../domain/poll.ts';
import { isAddressed } from '../queries/visibility.ts';

interface NewPoll {
  options: readonly string[];
  multiple: boolean;
  anonymous: boolean;
  per: 'person' | 'home';
  closesAt: Instant;
}

export async function insertPoll(
  ctx: CommunityCtx,
  tx: Tx,
  postId: string,
  { options, multiple, anonymous, per, closesAt }: NewPoll,
): Promise<void> {
  const rows = options.map((text, position) => ({ id: ctx.id(), position, text }));
  await tx.run`
    insert into polls (post_id, multiple, anonymous, per, closes_at)
    values (${postId}, ${multiple}, ${anonymous}, ${per}, ${closesAt})`;
  await tx.run`
    insert into poll_options (id, post_id, position, text)
    select o.id, ${postId}, o.position, o.text
    from jsonb_to_recordset(${json(rows)}::jsonb) as o (id uuid, position int, text text)`;
}

export interface LockedPoll extends PollState {
  per: 'person' | 'home';
  offered: string[];
}

/** Locks a poll, so that of two answers of one voter the second finds the first. Raises `failed_precondition` for a post
 * that is none. */
export async function lockPoll(tx: Tx, postId: string): Promise<LockedPoll> {
  const found = await tx.maybe({
    multiple: col.bool,
    anonymous: col.bool,
    per: col.any<'person' | 'home'>(),
    closesAt: col.instant,
    closedAt: col.instant.orNull,
    offered: col.uuids,
  })`
    select multiple, anonymous, per, closes_at as "closesAt", closed_at as "closedAt",
           array(select id from poll_options o where o.post_id = q.post_id order by position) as offered
    from polls q where post_id = ${postId} for update`;
  return found ?? fail('failed_precondition', 'This post is no poll.', { reason: 'no_poll' });
}

/**
 * Who votes: the person, or one of their homes. Raises `permission_denied` for whoever is not proven to live where the
 * poll is for, `failed_precondition` where somebody with several homes does not say which.
 */
export async function voterOf(
  tx: Tx,
  {
    postId,
    userId,
    per,
    unitId,
  }: { postId: string; userId: string; per: 'person' | 'home'; unitId?: string | undefined },
): Promise<string> {
  const homes = await tx.many({ unit_id: col.uuid })`
    select r.unit_id from posts p
    join residents r on r.building_id = p.building_id and r.user_id = ${userId} and r.verified
    left join homes h on h.unit_id = r.unit_id
    where p.id = ${postId} and ${isAddressed()} ${unitId ? sql`and r.unit_id = ${unitId}` : nothing}
    order by r.unit_id for share of r`;
  const [home, another] = homes;
  if (!home)
    return fail('permission_denied', 'Only verified residents whom this poll is for answer it.', {
      reason: 'not_verified',
    });
  if (per === 'person') return userId;
  if (another)
    fail('failed_precondition', 'Each home has a vote and you have several: say which by unitId.', {
      reason: 'several_homes',
    });
  return home.unit_id;
}

interface Ballot {
  postId: string;
  voter: string;
  userId: string;
  optionIds: readonly string[];
  at: Instant;
}

/** Counts the answer of one who has not answered. Raises `already_exists` for a second one to an anonymous poll, where
 * nobody knows what to take back. */
export async function castVote(tx: Tx, { anonymous }: LockedPoll, ballot: Ballot): Promise<void> {
  const { postId, voter, userId, at } = ballot;
  const optionIds = [...ballot.optionIds];
  const before = await tx.maybe({ option_ids: col.uuids.orNull })`
    select option_ids from poll_votes where post_id = ${postId} and voter = ${voter}`;
  if (before && anonymous)
    fail('already_exists', 'You have answered this poll; an anonymous answer is final.', { reason: 'voted_already' });
  if (before?.option_ids)
    await tx.run`update poll_options set votes = votes - 1 where id = any(${before.option_ids}::uuid[])`;
  await tx.run`
    insert into poll_votes (post_id, voter, user_id, option_ids, cast_at)
    values (${postId}, ${voter}, ${anonymous ? null : userId}, ${anonymous ? null : optionIds}, ${anonymous ? null : at})
    on conflict (post_id, voter) do update
    set user_id = excluded.user_id, option_ids = excluded.option_ids, cast_at = excluded.cast_at`;
  await tx.run`update poll_options set votes = votes + 1 where id = any(${optionIds}::uuid[])`;
}
