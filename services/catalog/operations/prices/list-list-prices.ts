import { z } from 'zod';
import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';

const priceRow = { variant_id: col.uuid, currency: col.text, min_quantity: col.int, amount: col.bigint };

export const listListPrices = catalogService.operation('listListPrices', async (ctx, input, call) => {
  const { priceListId, limit } = input;
  const list = await ctx.db.maybe({ vendor_id: col.uuid })`
    select vendor_id from price_lists where id = ${priceListId}`;
  call.require(list !== null && call.can('vendor', { vendor: list.vendor_id }), 'no such price list');
  const after = afterCursor(input.cursor, [Id, z.string().length(3), z.int()]);
  const rows = await ctx.db.many(priceRow)`
    select variant_id, currency, min_quantity, amount from prices
    where price_list_id = ${priceListId}
      ${after ? sql`and (variant_id, currency, min_quantity) > (${after[0]}::uuid, ${after[1]}, ${after[2]}::int)` : nothing}
    order by variant_id, currency, min_quantity limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    row => [row.variant_id, row.currency, row.min_quantity],
    ({ variant_id, currency, min_quantity, amount }) => ({
      variantId: variant_id,
      minQuantity: min_quantity,
      price: { amount: String(amount), currency },
    }),
  );
});
