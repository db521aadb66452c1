import { communityService } from '../../definition.ts';
import { seeComment } from '../../queries/see.ts';
import { listFormer } from '../../write/edit.ts';

export const listCommentEdits = communityService.operation(
  'listCommentEdits',
  async (ctx, { commentId, ...page }, call) => listFormer(ctx.db, await seeComment(ctx, call, commentId), page),
);
