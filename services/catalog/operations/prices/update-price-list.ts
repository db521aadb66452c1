import { catalogService } from '../../definition.ts';
import { checkWindow, lockPriceList, priceListRow, productsOfList, showPriceList } from '../../queries/price-lists.ts';
import { refreshProducts } from '../../write/refresh.ts';

export const updatePriceList = catalogService.operation('updatePriceList', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockPriceList(tx, call, input.priceListId, input.expectedVersion);
    const { name = found.name, active = found.active } = input;
    const { startsAt = found.starts_at, endsAt = found.ends_at } = input;
    checkWindow(startsAt, endsAt);
    const updated = await tx.one(priceListRow)`
      update price_lists set name = ${name}, active = ${active}, starts_at = ${startsAt}, ends_at = ${endsAt},
                             applied_at = ${ctx.now()}, version = version + 1
      where id = ${found.id} returning ${priceListRow}`;
    await refreshProducts(ctx, tx, await productsOfList(tx, found.id));
    return showPriceList(updated);
  }),
);
