import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { showStock, stockRow } from '../../queries/stock.ts';

export const listStock = catalogService.operation('listStock', async (ctx, input) => {
  const { vendorId, limit, low, locationId } = input;
  const after = afterCursor(input.cursor, [Id, Id]);
  const rows = await ctx.db.many(stockRow)`
    select i.variant_id, v.product_id, p.title as product_title, v.options, v.sku, i.location_id, i.on_hand, i.held,
           v.low_stock_at
    from product_variants v join inventory i on i.variant_id = v.id join products p on p.id = v.product_id
    where v.vendor_id = ${vendorId} and v.archived_at is null and p.state <> 'archived'
      ${locationId ? sql`and i.location_id = ${locationId}` : nothing}
      ${
        low
          ? sql`and not i.unbounded and v.low_stock_at >= (
              select sum(s.on_hand - s.held) from inventory s where s.variant_id = v.id)`
          : nothing
      }
      ${after ? sql`and (v.id, i.location_id) > (${after[0]}::uuid, ${after[1]}::uuid)` : nothing}
    order by v.id, i.location_id limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.variant_id, row.location_id], showStock);
});
