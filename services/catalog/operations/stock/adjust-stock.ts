import { catalogService } from '../../definition.ts';
import { chosenLocation, findVariant } from '../../queries/own.ts';
import { lockStock, moveStock } from '../../queries/stock.ts';

export const adjustStock = catalogService.operation('adjustStock', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { variantId, locationId, change, reason, note } = input;
    const { vendor_id: vendorId } = await findVariant(tx, call, variantId);
    await chosenLocation(ctx, tx, vendorId, locationId);
    await lockStock(tx, variantId, locationId);
    return moveStock(ctx, tx, { variantId, locationId, reason, note, userId: call.user?.userId ?? null }, change);
  }),
);
