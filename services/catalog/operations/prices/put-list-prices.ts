import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { lockPriceList } from '../../queries/price-lists.ts';
import { refreshProducts } from '../../write/refresh.ts';

export const putListPrices = catalogService.operation('putListPrices', async (ctx, { priceListId, items }, call) =>
  ctx.db.transaction(async tx => {
    const { id, vendor_id: vendorId } = await lockPriceList(tx, call, priceListId);
    // Of two for the same place the later counts.
    const last = new Map(items.map(item => [`${item.variantId} ${item.currency} ${item.minQuantity}`, item]));
    const variantIds = [...new Set(items.map(({ variantId }) => variantId))];
    const variants = await tx.many({ id: col.uuid, product_id: col.uuid })`
      select id, product_id from product_variants
      where id = any(${variantIds}::uuid[]) and vendor_id = ${vendorId} and archived_at is null`;
    if (variants.length < variantIds.length) fail('not_found', 'One of the variants is not yours, or not there.');
    const rows = json([...last.values()]);
    await tx.run`
      delete from prices a
      using json_to_recordset(${rows}::json)
        as w ("variantId" uuid, currency text, "minQuantity" int, price int8)
      where a.price_list_id = ${id} and a.variant_id = w."variantId" and a.currency = w.currency
        and a.min_quantity = w."minQuantity"`;
    await tx.run`
      insert into prices (variant_id, currency, price_list_id, min_quantity, amount)
      select w."variantId", w.currency, ${id}, w."minQuantity", w.price
      from json_to_recordset(${rows}::json)
        as w ("variantId" uuid, currency text, "minQuantity" int, price int8)
      where w.price is not null`;
    await refreshProducts(ctx, tx, [...new Set(variants.map(({ product_id }) => product_id))]);
  }),
);
