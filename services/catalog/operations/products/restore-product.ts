import { catalogService } from '../../definition.ts';
import { lockProduct, ownProduct, productChanged } from '../../queries/own.ts';

export const restoreProduct = catalogService.operation('restoreProduct', async (ctx, { productId }, call) =>
  ctx.db.transaction(async tx => {
    const { id, state } = await lockProduct(tx, call, productId);
    if (state !== 'archived') return ownProduct(ctx, tx, id);
    await tx.run`update products set state = 'draft' where id = ${id}`;
    return productChanged(ctx, tx, id);
  }),
);
