import { z } from 'zod';
import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { communityService } from '../../definition.ts';
import { readComments, showComment } from '../../queries/comments.ts';
import { seePost } from '../../queries/see.ts';

export const listComments = communityService.operation('listComments', async (ctx, { postId, limit, cursor }, call) => {
  const { viewer } = await seePost(ctx, call, postId);
  const after = afterCursor(cursor, [z.array(Id).min(1).max(6)]);
  const rows = await readComments(
    ctx.db,
    viewer,
    sql`
      select * from comments
      where post_id = ${postId} ${after ? sql`and path > ${after[0]}::uuid[]` : nothing}
      order by path limit ${limit + 1}`,
  );
  return toPage(
    rows,
    limit,
    found => [found.path],
    found => showComment(found, viewer),
  );
});
