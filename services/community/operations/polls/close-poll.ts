import { fail } from '#kernel/errors';
import { communityService } from '../../definition.ts';
import { isClosed } from '../../domain/poll.ts';
import { postOf } from '../../queries/posts.ts';
import { seePost } from '../../queries/see.ts';
import { lockPoll } from '../../write/poll.ts';

export const closePoll = communityService.operation('closePoll', async (ctx, { postId }, call) => {
  const { viewer, mine } = await seePost(ctx, call, postId);
  if (!mine && !viewer.staff)
    fail('permission_denied', 'Only its author and those who work for the building end a poll.');
  return ctx.db.transaction(async tx => {
    const poll = await lockPoll(tx, postId);
    if (isClosed(poll, ctx.now())) fail('failed_precondition', 'This poll is over.', { reason: 'poll_closed' });
    await tx.run`update polls set closed_at = ${ctx.now()} where post_id = ${postId}`;
    return postOf(tx, viewer, postId, ctx.now());
  });
});
