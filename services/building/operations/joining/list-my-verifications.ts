import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { requestRow, showRequest } from '../../queries/verifications.ts';

export const listMyVerifications = buildingService.operation('listMyVerifications', async (ctx, input, call) => {
  const { limit, cursor } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(requestRow)`
    select ${requestRow} from verification_requests
    where user_id = ${call.userId}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], showRequest);
});
