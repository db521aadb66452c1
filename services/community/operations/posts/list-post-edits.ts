import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';
import { listFormer } from '../../write/edit.ts';

export const listPostEdits = communityService.operation('listPostEdits', async (ctx, { postId, ...page }, call) => {
  await seePost(ctx, call, postId);
  return listFormer(ctx.db, { postId, commentId: null }, page);
});
