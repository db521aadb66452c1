import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';
import { react } from '../../write/react.ts';

export const setPostReaction = communityService.operation('setPostReaction', async (ctx, input, call) => {
  const { postId, reaction } = input;
  await seePost(ctx, call, postId);
  await react(ctx, call, { postId, commentId: null }, reaction);
});
