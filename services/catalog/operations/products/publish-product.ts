import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Attributes } from '../../contract/wire.ts';
import { catalogService } from '../../definition.ts';
import { missingAttributes } from '../../domain/attributes.ts';
import { definitionsOf } from '../../queries/categories.ts';
import { lockProduct, productChanged } from '../../queries/own.ts';

export const publishProduct = catalogService.operation('publishProduct', async (ctx, { productId }, call) =>
  ctx.db.transaction(async tx => {
    const { id, state } = await lockProduct(tx, call, productId);
    if (state === 'archived')
      fail('failed_precondition', 'The product is archived; restore it first.', { reason: 'archived' });
    const { attributes, category_ids, priced } = await tx.one({
      attributes: col.json<Attributes>(),
      category_ids: col.uuids,
      priced: col.bool,
    })`
      select attributes, array(select category_id from product_categories where product_id = ${id}) as category_ids,
             exists (select from product_variants v join prices a on a.variant_id = v.id and a.price_list_id is null
                     where v.product_id = ${id} and v.archived_at is null) as priced
      from products where id = ${id}`;
    const missing = missingAttributes(await definitionsOf(tx, category_ids), attributes);
    if (missing.length > 0)
      fail('failed_precondition', `The product lacks: ${missing.join(', ')}.`, {
        reason: 'incomplete',
        details: { missing },
      });
    if (!priced) fail('failed_precondition', 'No variant of the product has a price.', { reason: 'incomplete' });
    await tx.run`
      update products set state = 'active', published_at = coalesce(published_at, ${ctx.now()}) where id = ${id}`;
    return productChanged(ctx, tx, id);
  }),
);
