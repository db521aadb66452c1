import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { Attributes } from '../../contract/wire.ts';
import { catalogService } from '../../definition.ts';
import { requireAttributes } from '../../queries/categories.ts';
import { lockProduct, productChanged } from '../../queries/own.ts';
import { readDescription } from '../../write/description.ts';
import { writeCategories, writeTags } from '../../write/product.ts';

const fieldsRow = {
  slug: col.text,
  title: col.text,
  description: col.text,
  description_text: col.text,
  brand: col.text.orNull,
  attributes: col.json<Attributes>(),
  gift_card: col.bool,
  seo_title: col.text.orNull,
  seo_description: col.text.orNull,
  category_ids: col.uuids,
};

export const updateProduct = catalogService.operation('updateProduct', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { id } = await lockProduct(tx, call, input.productId, input.expectedVersion);
    const before = await tx.one(fieldsRow)`
      select slug, title, description, description_text, brand, attributes, gift_card, seo_title, seo_description,
             array(select category_id from product_categories where product_id = ${id}) as category_ids
      from products where id = ${id}`;
    const { slug = before.slug, attributes = before.attributes, categoryIds = before.category_ids } = input;
    if (input.attributes || input.categoryIds) await requireAttributes(tx, categoryIds, attributes);
    if (slug !== before.slug) await takeSlug(tx, id, slug, ctx.now());
    const text = input.description === undefined ? null : readDescription(input.description);
    await tx.run`
      update products set
        slug = ${slug}, title = ${input.title ?? before.title},
        description = ${text?.description ?? before.description},
        description_text = ${text?.descriptionText ?? before.description_text},
        brand = ${input.brand === undefined ? before.brand : input.brand}, attributes = ${json(attributes)},
        gift_card = ${input.giftCard ?? before.gift_card},
        seo_title = ${input.seoTitle === undefined ? before.seo_title : input.seoTitle},
        seo_description = ${input.seoDescription === undefined ? before.seo_description : input.seoDescription}
      where id = ${id}`;
    if (input.categoryIds) await writeCategories(tx, [{ id, categoryIds }]);
    if (input.tags) await writeTags(tx, [{ id, tags: input.tags }]);
    return productChanged(ctx, tx, id);
  }),
);

/** A slug that is new, or one the product had before. */
async function takeSlug(tx: Tx, productId: string, slug: string, now: Instant): Promise<void> {
  const taken = await tx.run`
    insert into slug_history (slug, product_id, since) values (${slug}, ${productId}, ${now})
    on conflict (slug) do update set since = excluded.since where slug_history.product_id = excluded.product_id`;
  if (taken === 0)
    fail('already_exists', 'Another product has or had this slug; choose another.', { reason: 'slug_taken' });
}
