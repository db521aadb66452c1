import { catalogService } from '../../definition.ts';
import { lockProduct, productChanged } from '../../queries/own.ts';

export const archiveProduct = catalogService.operation('archiveProduct', async (ctx, { productId }, call) =>
  ctx.db.transaction(async tx => {
    const { id } = await lockProduct(tx, call, productId);
    await tx.run`update products set state = 'archived' where id = ${id}`;
    return productChanged(ctx, tx, id);
  }),
);
