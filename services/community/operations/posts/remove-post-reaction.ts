import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';
import { unreact } from '../../write/react.ts';

export const removePostReaction = communityService.operation('removePostReaction', async (ctx, { postId }, call) => {
  await seePost(ctx, call, postId);
  await unreact(ctx, call, { postId, commentId: null });
});
