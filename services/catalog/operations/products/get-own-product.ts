import { fail } from '#kernel/errors';
import { catalogService } from '../../definition.ts';
import { readProduct, toOwnProduct } from '../../queries/detail.ts';
import { linksOf } from '../../queries/pictures.ts';

const currency = 'EUR';

export const getOwnProduct = catalogService.operation('getOwnProduct', async (ctx, { vendorId, productId }) => {
  const look = { now: ctx.now(), buildingIds: [], currency, own: true };
  const found = await readProduct(ctx.db, { id: productId }, look);
  if (!found || found.vendor_id !== vendorId) return fail('not_found', 'no such product');
  return toOwnProduct(found, currency, look.now, await linksOf(ctx, found.images));
});
