import { communityService } from '../../definition.ts';
import { seeComment } from '../../queries/see.ts';
import { dropFiles } from '../../write/files.ts';
import { requireAuthor } from '../../write/own.ts';

/** Its place in the thread stays, with what answered it. */
export const deleteComment = communityService.operation('deleteComment', async (ctx, { commentId }, call) => {
  const seen = await seeComment(ctx, call, commentId);
  requireAuthor(seen);
  await ctx.db.transaction(async tx => {
    await tx.run`
      update comments set text = '', deleted_at = ${ctx.now()}, version = version + 1
      where id = ${commentId} and deleted_at is null`;
    await tx.run`delete from edits where comment_id = ${commentId}`;
    await dropFiles(tx, seen, ctx.now());
  });
});
