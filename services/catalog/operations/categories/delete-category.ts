import { catalogService } from '../../definition.ts';
import { lockCategory, productsBelow } from '../../queries/categories.ts';
import { relist } from '../../write/refresh.ts';

export const deleteCategory = catalogService.operation('deleteCategory', async (ctx, { categoryId }) =>
  ctx.db.transaction(async tx => {
    const { id } = await lockCategory(tx, categoryId);
    const productIds = await productsBelow(tx, id);
    await tx.run`delete from product_categories where category_id = ${id}`;
    await tx.run`delete from categories where id = ${id}`;
    await relist(ctx, tx, productIds);
  }),
);
