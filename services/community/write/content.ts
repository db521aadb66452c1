// What posts and comments have in common for those who moderate them.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { FlagReason, Hidden } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';
import { contentModerated, postChanged } from '../events.ts';

/** A comment, or without one the post itself. */
export interface Content {
  postId: string;
  commentId: string | null;
}

const shape = { author_id: col.uuid.orNull, by_management: col.bool, hidden: col.bool, building_id: col.uuid };

/** Locks what is decided on, so that flags and decisions on it come one after the other; answers to it need not wait.
 * Raises `not_found`. */
export async function lockContent(tx: Tx, { postId, commentId }: Content) {
  const found =
    commentId === null
      ? await tx.maybe(shape)`
          select author_id, by_management, hidden_at is not null as hidden, building_id from posts
          where id = ${postId} and state <> 'deleted' for no key update`
      : await tx.maybe(shape)`
          select author_id, by_management, hidden_at is not null as hidden, building_id from comments
          where id = ${commentId} and deleted_at is null for no key update`;
  if (!found) return fail('not_found', 'It is not there any more.');
  const { author_id, by_management, hidden, building_id } = found;
  return { authorId: author_id, byManagement: by_management, hidden, buildingId: building_id };
}

/** What was said against it and not decided yet. */
export async function openFlags(tx: Tx, { postId, commentId }: Content) {
  const rows = await tx.many({ reason: col.any<FlagReason>(), weight_percent: col.int })`
    select reason, weight_percent from flags
    where post_id = ${postId} and comment_id is not distinct from ${commentId}::uuid and state = 'open'
    order by created_at, id`;
  const scorePercent = rows.reduce((sum, { weight_percent }) => sum + weight_percent, 0);
  return { reasons: rows.map(({ reason }) => reason), scorePercent };
}

/** Hides it from its audience, or with null shows it again, and tells. */
export async function setHidden(
  ctx: CommunityCtx,
  tx: Tx,
  { postId, commentId }: Content,
  hidden: Omit<Hidden, 'at'> | null,
): Promise<void> {
  const at = hidden && ctx.now();
  const by = hidden?.by ?? null;
  const reason = hidden?.reason ?? null;
  const changed =
    commentId === null
      ? await tx.one({ building_id: col.uuid, author_id: col.uuid.orNull })`
          update posts set hidden_at = ${at}, hidden_by = ${by}, hidden_reason = ${reason}, version = version + 1
          where id = ${postId} returning building_id, author_id`
      : await tx.one({ building_id: col.uuid, author_id: col.uuid.orNull })`
          update comments set hidden_at = ${at}, hidden_by = ${by}, hidden_reason = ${reason}, version = version + 1
          where id = ${commentId} returning building_id, author_id`;
  const { building_id: buildingId, author_id: authorId } = changed;
  const outcome = hidden ? 'hidden' : 'restored';
  const contentId = commentId ?? postId;
  const about = { contentId, buildingId, postId, commentId };
  await ctx.publish(tx, contentModerated, { ...about, authorId, outcome, reason, by: by ?? 'moderator' });
  if (commentId === null) await ctx.publish(tx, postChanged, { postId, buildingId, change: outcome });
}

const decisionShape = {
  id: col.uuid,
  post_id: col.uuid,
  comment_id: col.uuid.orNull,
  decision: col.any<'auto_hidden' | 'hidden' | 'kept'>(),
  reason: col.any<FlagReason>().orNull,
  note: col.text,
  flags: col.int,
  score_percent: col.int,
  decided_by: col.uuid.orNull,
  decided_at: col.instant,
};
export const decisionRow = row(decisionShape);

export const showDecision = (found: RowOf<typeof decisionShape>) => ({
  id: found.id,
  postId: found.post_id,
  commentId: found.comment_id,
  decision: found.decision,
  reason: found.reason,
  note: found.note,
  flags: found.flags,
  scorePercent: found.score_percent,
  decidedBy: found.decided_by,
  decidedAt: found.decided_at,
});

interface Why {
  decision: 'auto_hidden' | 'hidden' | 'kept';
  reason: FlagReason | null;
  note: string;
  flags: number;
  scorePercent: number;
  by: string | null;
}

/** Keeps for good what was decided, by whom and why. */
export async function recordDecision(
  ctx: CommunityCtx,
  tx: Tx,
  buildingId: string,
  { postId, commentId }: Content,
  { decision, reason, note, flags, scorePercent, by }: Why,
) {
  const kept = await tx.one(decisionRow)`
    insert into moderation_decisions (id, building_id, post_id, comment_id, decision, reason, note, flags, score_percent,
                                      decided_by, decided_at)
    values (${ctx.id()}, ${buildingId}, ${postId}, ${commentId}, ${decision}, ${reason}, ${note}, ${flags},
            ${scorePercent}, ${by}, ${ctx.now()})
    returning ${decisionRow}`;
  return showDecision(kept);
}
