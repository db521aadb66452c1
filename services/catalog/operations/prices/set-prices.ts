import { catalogService } from '../../definition.ts';
import { lockVariant, productChanged } from '../../queries/own.ts';
import { writePrices } from '../../write/variant.ts';

export const setPrices = catalogService.operation('setPrices', async (ctx, { variantId, prices }, call) =>
  ctx.db.transaction(async tx => {
    const { product_id: productId } = await lockVariant(tx, call, variantId);
    await tx.run`
      delete from prices
      where variant_id = ${variantId} and price_list_id is null
        and currency <> all(${prices.map(({ price }) => price.currency)}::text[])`;
    await writePrices(tx, [{ id: variantId, prices: prices.map(({ price, compareAt }) => ({ ...price, compareAt })) }]);
    return productChanged(ctx, tx, productId);
  }),
);
