import { communityService } from '../../definition.ts';
import { postOf } from '../../queries/posts.ts';
import { seePost } from '../../queries/see.ts';

export const getPost = communityService.operation('getPost', async (ctx, { postId }, call) => {
  const { viewer } = await seePost(ctx, call, postId);
  return postOf(ctx.db, viewer, postId, ctx.now());
});
