import { communityService } from '../../definition.ts';
import { seePost } from '../../queries/see.ts';
import { flag } from '../../write/flag.ts';

export const flagPost = communityService.operation('flagPost', async (ctx, { postId, ...flagging }, call) => {
  const seen = await seePost(ctx, call, postId);
  return flag(ctx, call, seen, { postId, commentId: null }, flagging);
});
