import { catalogService } from '../../definition.ts';
import { lockProduct, productChanged } from '../../queries/own.ts';

export const restoreProduct = catalogService.operation('restoreProduct', async (ctx, { productId }, call) =>
  ctx.db.transaction(async tx => {
    const { id } = await lockProduct(tx, call, productId);
    await tx.run`update products set state = 'draft' where id = ${id}`;
    return productChanged(ctx, tx, id);
  }),
);
