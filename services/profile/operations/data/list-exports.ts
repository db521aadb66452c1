import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { requestRow, showExport, withParts } from '../../data/show.ts';
import { profileService } from '../../definition.ts';

export const listExports = profileService.operation('listExports', async (ctx, { limit, cursor }, { userId }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(requestRow)`
    select ${requestRow} from data_requests
    where user_id = ${userId} and kind = 'export'
      ${after ? sql`and (requested_at, id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by requested_at desc, id desc limit ${limit + 1}`;
  const found = await withParts(ctx.db, rows);
  return toPage(found, limit, ({ request }) => [request.requested_at, request.id], showExport);
});
