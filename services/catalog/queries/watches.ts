// What people wait for.

import { col, type RowOf } from '#kernel/sql/columns';
import { sql } from '#kernel/sql/tag';
import { variantTitle } from '../domain/naming.ts';

export const watchRow = {
  variant_id: col.uuid,
  product_id: col.uuid,
  slug: col.text,
  title: col.text,
  options: col.texts,
  kind: col.text,
  currency: col.text.orNull,
  below: col.bigint.orNull,
  created_at: col.instant,
};

/** The columns of a watch `w`, its variant `v` and product `p`. */
export const watchColumns = sql`
  w.variant_id, v.product_id, p.slug, p.title, v.options, w.kind, w.currency, w.below, w.created_at`;

export const showWatch = (found: RowOf<typeof watchRow>) => ({
  variantId: found.variant_id,
  productId: found.product_id,
  productSlug: found.slug,
  productTitle: found.title,
  variantTitle: variantTitle(found.options),
  kind: found.kind as 'stock' | 'price',
  below:
    found.below === null || found.currency === null ? null : { amount: String(found.below), currency: found.currency },
  createdAt: found.created_at,
});
