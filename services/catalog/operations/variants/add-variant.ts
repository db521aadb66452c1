import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { chosenLocation, lockProduct, productChanged } from '../../queries/own.ts';
import { draftOf } from '../../write/draft.ts';
import { writeVariants } from '../../write/variant.ts';

export const addVariant = catalogService.operation('addVariant', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { productId, locationId, ...entered } = input;
    const { vendor_id: vendorId, options } = await lockProduct(tx, call, productId);
    if (entered.options.length !== options.length)
      fail('invalid_argument', 'options: has one value for each option of the product.');
    const { position } = await tx.one({ position: col.int })`
      select coalesce(max(position) + 1, 0)::int as position from product_variants where product_id = ${productId}`;
    const draft = draftOf({ id: ctx.id(), productId, vendorId, position }, entered);
    await writeVariants(ctx, tx, [draft], await chosenLocation(ctx, tx, vendorId, locationId));
    return productChanged(ctx, tx, productId);
  }),
);
