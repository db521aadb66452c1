// Somebody says that something should not stand there: it is hidden once the weight of such words is enough.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { FlagReason } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';
import { hides, mainReason, weightPercent } from '../domain/flags.ts';
import { contentFlagged } from '../events.ts';
import type { SeenPost } from '../queries/see.ts';
import { type Content, lockContent, openFlags, recordDecision, setHidden } from './content.ts';

interface Flagging {
  reason: FlagReason;
  note: string;
}

/** Notes a flag on what somebody sees. Raises `already_exists` for a second one, `failed_precondition` for one's own. */
export function flag(
  ctx: CommunityCtx,
  call: Call,
  { buildingId, mine }: SeenPost,
  content: Content,
  { reason, note }: Flagging,
): Promise<void> {
  if (mine) fail('failed_precondition', 'This is your own: take it back instead.', { reason: 'own_content' });
  return ctx.db.transaction(async tx => {
    const { userId } = call;
    const { byManagement, hidden } = await lockContent(tx, content);
    const { upheld, rejected } = await tx.one({ upheld: col.int, rejected: col.int })`
      select count(*) filter (where state = 'upheld')::int as upheld,
             count(*) filter (where state = 'rejected')::int as rejected
      from flags where user_id = ${userId}`;
    await tx.run`
      insert into flags (id, building_id, post_id, comment_id, user_id, reason, note, weight_percent, created_at)
      values (${ctx.id()}, ${buildingId}, ${content.postId}, ${content.commentId}, ${userId}, ${reason}, ${note},
              ${weightPercent({ upheld, rejected })}, ${ctx.now()})`;
    const { reasons, scorePercent } = await openFlags(tx, content);
    const hide = !hidden && hides(scorePercent, ctx.config.hideAtPercent, byManagement);
    if (hide)
      await hideByFlags(ctx, tx, buildingId, content, {
        reason: mainReason(reasons),
        flags: reasons.length,
        scorePercent,
      });
    const { postId, commentId } = content;
    const about = commentId
      ? ({ contentId: commentId, kind: 'comment' } as const)
      : ({ contentId: postId, kind: 'post' } as const);
    const placed = { ...about, buildingId, placeId: postId };
    await ctx.publish(tx, contentFlagged, { ...placed, reason, scorePercent, hidden: hidden || hide });
  });
}

async function hideByFlags(
  ctx: CommunityCtx,
  tx: Tx,
  buildingId: string,
  content: Content,
  { reason, flags, scorePercent }: { reason: FlagReason; flags: number; scorePercent: number },
): Promise<void> {
  await setHidden(ctx, tx, content, { reason, by: 'flags' });
  const why = { decision: 'auto_hidden', reason, note: '', flags, scorePercent, by: null } as const;
  await recordDecision(ctx, tx, buildingId, content, why);
}
