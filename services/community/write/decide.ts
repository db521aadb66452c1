// A moderator decides on what was flagged, or on what they found themselves.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { FlagReason } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';
import { type Content, lockContent, openFlags, recordDecision, setHidden } from './content.ts';

interface Deciding {
  decision: 'hide' | 'keep';
  reason?: FlagReason | undefined;
  note: string;
}

/** Hides or keeps it, settles its flags and records who decided. Raises `permission_denied` for what the one who decides
 * wrote themselves, `invalid_argument` for hiding without a reason. */
export function decide(ctx: CommunityCtx, call: Call, content: Content, { decision, reason, note }: Deciding) {
  if (decision === 'hide' && reason === undefined)
    fail('invalid_argument', 'reason: say why, as its author will read it.');
  return ctx.db.transaction(async tx => {
    const { authorId, hidden, buildingId } = await lockContent(tx, content);
    const by = call.user?.userId ?? null;
    if (by !== null && authorId === by)
      fail('permission_denied', 'Let somebody else decide on what you wrote.', { reason: 'own_content' });
    const { reasons, scorePercent } = await openFlags(tx, content);
    const hide = decision === 'hide';
    if (hide) await setHidden(ctx, tx, content, { reason: reason!, by: 'moderator' });
    else if (hidden) await setHidden(ctx, tx, content, null);
    await tx.run`
      update flags set state = ${hide ? 'upheld' : 'rejected'}
      where post_id = ${content.postId} and comment_id is not distinct from ${content.commentId}::uuid and state = 'open'`;
    return recordDecision(ctx, tx, buildingId, content, {
      decision: hide ? 'hidden' : 'kept',
      reason: hide ? reason! : null,
      note,
      flags: reasons.length,
      scorePercent,
      by,
    });
  });
}
