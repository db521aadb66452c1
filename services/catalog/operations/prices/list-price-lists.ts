import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { priceListRow, showPriceList } from '../../queries/price-lists.ts';

export const listPriceLists = catalogService.operation('listPriceLists', async (ctx, { vendorId, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(priceListRow)`
    select ${priceListRow} from price_lists
    where vendor_id = ${vendorId} ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.created_at, row.id], showPriceList);
});
