import { catalogService } from '../../definition.ts';
import { lockPriceList, productsOfList } from '../../queries/price-lists.ts';
import { refreshProducts } from '../../write/refresh.ts';

export const deletePriceList = catalogService.operation('deletePriceList', async (ctx, { priceListId }, call) =>
  ctx.db.transaction(async tx => {
    const { id } = await lockPriceList(tx, call, priceListId);
    const productIds = await productsOfList(tx, id);
    await tx.run`delete from prices where price_list_id = ${id}`;
    await tx.run`delete from price_lists where id = ${id}`;
    await refreshProducts(ctx, tx, productIds);
  }),
);
