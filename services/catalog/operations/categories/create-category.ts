import { json } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { categoryRow, lockCategory, showCategory } from '../../queries/categories.ts';
import { outdateShop } from '../../write/refresh.ts';

export const createCategory = catalogService.operation('createCategory', async (ctx, input) =>
  ctx.db.transaction(async tx => {
    const { parentId, slug, title, position, attributes } = input;
    const id = ctx.id();
    const above = parentId === null ? [] : (await lockCategory(tx, parentId)).path;
    const created = await tx.one(categoryRow)`
      insert into categories (id, parent_id, slug, title, position, path, attributes, created_at)
      values (${id}, ${parentId}, ${slug}, ${title}, ${position}, ${[...above, id]}::uuid[], ${json(attributes)},
              ${ctx.now()})
      returning ${categoryRow}`;
    outdateShop(ctx, tx);
    return showCategory(created);
  }),
);
