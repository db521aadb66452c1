import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { locationRow, showLocation } from '../../queries/stock.ts';

export const listLocations = catalogService.operation('listLocations', async (ctx, { vendorId, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(locationRow)`
    select ${locationRow} from locations
    where vendor_id = ${vendorId} ${after ? sql`and (created_at, id) > (${after[0]}, ${after[1]})` : nothing}
    order by created_at, id limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.created_at, row.id], showLocation);
});
