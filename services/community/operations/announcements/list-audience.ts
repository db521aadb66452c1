import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { communityService } from '../../definition.ts';
import { addressees } from '../../queries/receipts.ts';
import { isShown } from '../../queries/visibility.ts';

export const listAudience = communityService.operation('listAudience', async (ctx, { postId }) => {
  const found =
    (await ctx.db.maybe({ title: col.text })`
      select p.title from posts p where p.id = ${postId} and p.kind = 'announcement' and ${isShown(ctx.now())}`) ??
    fail('not_found', 'There is no such announcement now.');
  return { title: found.title, userIds: await addressees(ctx.db, postId) };
});
