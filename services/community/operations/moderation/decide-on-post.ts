import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';
import { decide } from '../../write/decide.ts';

export const decideOnPost = communityService.operation('decideOnPost', async (ctx, { postId, ...deciding }, call) => {
  const { viewer } = await seePost(ctx, call, postId);
  call.require(viewer.staff, 'There is no such post.');
  return decide(ctx, call, { postId, commentId: null }, deciding);
});
