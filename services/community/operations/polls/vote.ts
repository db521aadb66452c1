import { fail } from '#kernel/errors';
import { communityService } from '../../definition.ts';
import { checkAnswer } from '../../domain/poll.ts';
import { postOf } from '../../queries/posts.ts';
import { seePost } from '../../queries/see.ts';
import { castVote, lockPoll, voterOf } from '../../write/poll.ts';

export const vote = communityService.operation('vote', async (ctx, { postId, optionIds, unitId }, call) => {
  const { viewer } = await seePost(ctx, call, postId);
  const { userId } = call;
  const at = ctx.now();
  return ctx.db.transaction(async tx => {
    const poll = await lockPoll(tx, postId);
    const open = await tx.run`select from posts where id = ${postId} and state = 'published' and hidden_at is null`;
    if (open === 0) fail('failed_precondition', 'This poll does not stand in the feed.', { reason: 'not_shown' });
    checkAnswer(poll, poll.offered, optionIds, at);
    const voter = await voterOf(tx, { postId, userId, per: poll.per, unitId });
    await castVote(tx, poll, { postId, voter, userId, optionIds, at });
    return postOf(tx, viewer, postId, at);
  });
});
