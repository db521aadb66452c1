import { fail } from '#kernel/errors';
import { catalogService } from '../../definition.ts';
import { chosenLocation, findVariant } from '../../queries/own.ts';
import { lockStock, moveStock } from '../../queries/stock.ts';

export const setStock = catalogService.operation('setStock', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { variantId, locationId, onHand, expectedOnHand, reason, note } = input;
    const { vendor_id: vendorId } = await findVariant(tx, call, variantId);
    await chosenLocation(ctx, tx, vendorId, locationId);
    const before = await lockStock(tx, variantId, locationId);
    if (expectedOnHand !== undefined && expectedOnHand !== before.on_hand)
      fail('version_mismatch', `There are ${before.on_hand} now; look at it and try again.`, {
        details: { onHand: before.on_hand },
      });
    const movement = { variantId, locationId, reason, note, userId: call.user?.userId ?? null };
    return moveStock(ctx, tx, movement, onHand - before.on_hand);
  }),
);
