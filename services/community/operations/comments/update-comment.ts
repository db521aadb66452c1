import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { communityService } from '../../definition.ts';
import { commentOf } from '../../queries/comments.ts';
import { seeComment } from '../../queries/see.ts';
import { keepFormer, requireVersion } from '../../write/edit.ts';
import { requireAuthor } from '../../write/own.ts';

export const updateComment = communityService.operation('updateComment', async (ctx, input, call) => {
  const { commentId, text, expectedVersion } = input;
  const seen = await seeComment(ctx, call, commentId);
  requireAuthor(seen);
  return ctx.db.transaction(async tx => {
    const found =
      (await tx.maybe({ text: col.text, version: col.int })`
        select text, version from comments where id = ${commentId} and deleted_at is null for update`) ??
      fail('not_found', 'There is no such comment.');
    requireVersion(found.version, expectedVersion);
    if (text !== found.text) {
      await keepFormer(ctx, tx, seen, { ...found, title: null, by: call.userId });
      await tx.run`
        update comments set text = ${text}, edited_at = ${ctx.now()}, version = version + 1 where id = ${commentId}`;
    }
    return commentOf(tx, seen.viewer, commentId);
  });
});
