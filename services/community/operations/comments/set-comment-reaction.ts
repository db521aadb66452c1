import { communityService } from '../../definition.ts';
import { seeComment } from '../../queries/see.ts';
import { react } from '../../write/react.ts';

export const setCommentReaction = communityService.operation('setCommentReaction', async (ctx, input, call) => {
  const { commentId, reaction } = input;
  await react(ctx, call, await seeComment(ctx, call, commentId), reaction);
});
