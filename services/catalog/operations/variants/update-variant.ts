import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';
import { lockVariant, productChanged } from '../../queries/own.ts';

const fieldsRow = {
  options: col.texts,
  sku: col.text.orNull,
  barcode: col.text.orNull,
  weight_grams: col.int,
  requires_shipping: col.bool,
  tax_category: col.text,
  tracked: col.bool,
  oversell: col.bool,
  low_stock_at: col.int,
  position: col.int,
  image_id: col.uuid.orNull,
};

export const updateVariant = catalogService.operation('updateVariant', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { id, product_id: productId } = await lockVariant(tx, call, input.variantId, input.expectedVersion);
    const before = await tx.one(fieldsRow)`
      select options, sku, barcode, weight_grams, requires_shipping, tax_category, tracked, oversell, low_stock_at,
             position, image_id
      from product_variants where id = ${id}`;
    const { options = before.options, tracked = before.tracked, oversell = before.oversell } = input;
    if (options.length !== before.options.length)
      fail('invalid_argument', 'options: has one value for each option of the product.');
    await tx.run`
      update product_variants set
        options = ${options}, sku = ${input.sku === undefined ? before.sku : input.sku},
        barcode = ${input.barcode === undefined ? before.barcode : input.barcode},
        weight_grams = ${input.weightGrams ?? before.weight_grams},
        requires_shipping = ${input.requiresShipping ?? before.requires_shipping},
        tax_category = ${input.taxCategory ?? before.tax_category}, tracked = ${tracked}, oversell = ${oversell},
        low_stock_at = ${input.lowStockAt ?? before.low_stock_at}, position = ${input.position ?? before.position},
        image_id = ${input.imageId === undefined ? before.image_id : input.imageId}, version = version + 1
      where id = ${id}`;
    // From now on its stock may, or may not, go below zero; where it is below already the constraint refuses.
    await tx.run`
      update inventory set unbounded = ${!tracked || oversell}, changed = true
      where variant_id = ${id} and unbounded <> ${!tracked || oversell}`;
    return productChanged(ctx, tx, productId);
  }),
);
