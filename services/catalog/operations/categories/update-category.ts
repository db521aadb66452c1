import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { categoryRow, lockCategory, productsBelow, showCategory } from '../../queries/categories.ts';
import { checkVersion } from '../../queries/own.ts';
import { outdateShop, relist } from '../../write/refresh.ts';

export const updateCategory = catalogService.operation('updateCategory', async (ctx, input) =>
  ctx.db.transaction(async tx => {
    const found = await lockCategory(tx, input.categoryId);
    checkVersion(found.version, input.expectedVersion);
    const { id } = found;
    const { parentId = found.parent_id, slug = found.slug, title = found.title } = input;
    const { position = found.position, attributes = found.attributes } = input;
    const above = parentId === null ? [] : (await lockCategory(tx, parentId)).path;
    if (above.includes(id))
      fail('failed_precondition', 'A category cannot be moved below itself.', { reason: 'below_itself' });
    const updated = await tx.one(categoryRow)`
      update categories set parent_id = ${parentId}, slug = ${slug}, title = ${title}, position = ${position},
                            attributes = ${json(attributes)}, version = version + 1
      where id = ${id} returning ${categoryRow}`;
    if (parentId !== found.parent_id) {
      await tx.run`
        update categories set path = ${above}::uuid[] || path[array_position(path, ${id}::uuid):]
        where path @> array[${id}::uuid]`;
      await relist(ctx, tx, await productsBelow(tx, id));
    }
    outdateShop(ctx, tx);
    return showCategory(updated);
  }),
);
