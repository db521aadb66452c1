import { fail } from '#kernel/errors';
import { catalogService } from '../../definition.ts';
import { slugOf } from '../../domain/naming.ts';
import { productCreated } from '../../events.ts';
import { requireAttributes } from '../../queries/categories.ts';
import { chosenLocation, ownProduct } from '../../queries/own.ts';
import { readDescription } from '../../write/description.ts';
import { checkOptions, draftOf } from '../../write/draft.ts';
import { writeProducts } from '../../write/product.ts';
import { refreshProducts } from '../../write/refresh.ts';
import { writeVariants } from '../../write/variant.ts';

export const createProduct = catalogService.operation('createProduct', async (ctx, input) => {
  const { vendorId, variants, locationId, options, ...fields } = input;
  const slug = fields.slug ?? slugOf(fields.title);
  if (slug === '') fail('invalid_argument', 'slug: the title has no letters to make one of; choose one.');
  checkOptions(options, variants);
  return ctx.db.transaction(async tx => {
    await requireAttributes(tx, fields.categoryIds, fields.attributes);
    const id = ctx.id();
    const product = {
      ...{ id, vendorId, slug, handle: slug, kind: null, state: 'draft' as const, options, extra: {}, images: [] },
      ...fields,
      ...readDescription(fields.description),
    };
    await writeProducts(tx, [{ ...product, slug }], ctx.now());
    const drafts = variants.map((variant, position) =>
      draftOf({ id: ctx.id(), productId: id, vendorId, position }, variant),
    );
    await writeVariants(ctx, tx, drafts, await chosenLocation(ctx, tx, vendorId, locationId));
    await refreshProducts(ctx, tx, [id]);
    await ctx.publish(tx, productCreated, { productId: id, vendorId, slug });
    return ownProduct(ctx, tx, id);
  });
});
