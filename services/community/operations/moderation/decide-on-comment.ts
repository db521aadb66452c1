import { communityService } from '../../definition.ts';
import { seeComment } from '../../queries/see.ts';
import { decide } from '../../write/decide.ts';

export const decideOnComment = communityService.operation('decideOnComment', async (ctx, input, call) => {
  const { commentId, ...deciding } = input;
  const seen = await seeComment(ctx, call, commentId);
  call.require(seen.viewer.staff, 'There is no such comment.');
  return decide(ctx, call, seen, deciding);
});
