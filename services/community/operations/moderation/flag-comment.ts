import { communityService } from '../../definition.ts';
import { seeComment } from '../../queries/see.ts';
import { flag } from '../../write/flag.ts';

export const flagComment = communityService.operation('flagComment', async (ctx, { commentId, ...flagging }, call) => {
  const seen = await seeComment(ctx, call, commentId);
  return flag(ctx, call, seen, seen, flagging);
});
