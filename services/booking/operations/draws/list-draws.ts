import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { drawRow, toDraw } from '../../queries/draws.ts';
import { seeAsked } from '../../queries/resources.ts';

export const listDraws = bookingService.operation('listDraws', async (ctx, { resourceId, limit, cursor }, call) => {
  await seeAsked(ctx.db, call, resourceId);
  const after = afterCursor(cursor, [Id] as const);
  const rows = await ctx.db.many(drawRow)`
    select ${drawRow} from draws d
    where d.resource_id = ${resourceId} ${after ? sql`and d.id < ${after[0]}::uuid` : nothing}
    order by d.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.id],
    row => toDraw(ctx, row),
  );
});
