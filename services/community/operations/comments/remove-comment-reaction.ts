import { communityService } from '../../definition.ts';
import { seeComment } from '../../queries/see.ts';
import { unreact } from '../../write/react.ts';

export const removeCommentReaction = communityService.operation(
  'removeCommentReaction',
  async (ctx, { commentId }, call) => unreact(ctx, call, await seeComment(ctx, call, commentId)),
);
