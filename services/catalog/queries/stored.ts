// Products as imports and exports see them: whole, and many at once.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { ImageDraft, ProductDraft } from '../write/product.ts';
import type { VariantDraft } from '../write/variant.ts';

export interface Stored {
  product: ProductDraft;
  variants: VariantDraft[];
  /** How many pieces are promised to buyers, by variant. */
  held: ReadonlyMap<string, number>;
  /** The stock that an import last set from a file, by variant. */
  counted: Map<string, number>;
}

const storedRow = {
  id: col.uuid,
  vendor_id: col.uuid,
  slug: col.text,
  handle: col.text,
  title: col.text,
  description: col.text,
  description_text: col.text,
  brand: col.text.orNull,
  kind: col.text.orNull,
  state: col.text,
  options: col.texts,
  attributes: col.json<ProductDraft['attributes']>(),
  gift_card: col.bool,
  seo_title: col.text.orNull,
  seo_description: col.text.orNull,
  extra: col.json<Record<string, string>>(),
  tags: col.texts,
  category_ids: col.uuids,
  images: col.json<ImageDraft[]>(),
  variants: col.json<VariantDraft[]>(),
  held: col.json<Record<string, number>>(),
  counted: col.json<Record<string, number>>(),
};

/** Which products: those with these handles, or so many after a handle, in the order of handles. */
type Which = { handles: readonly string[] } | { after: string; limit: number };

/** The products of a vendor, with their variants on sale. */
export async function readStored(db: Queries, vendorId: string, which: Which): Promise<Stored[]> {
  const chosen =
    'handles' in which
      ? sql`p.handle = any(${which.handles}::text[]) order by p.handle`
      : sql`p.handle > ${which.after} order by p.handle limit ${which.limit}`;
  const rows = await db.many(storedRow)`
    select p.id, p.vendor_id, p.slug, p.handle, p.title, p.description, p.description_text, p.brand, p.kind, p.state,
           p.options, p.attributes, p.gift_card, p.seo_title, p.seo_description, p.extra,
           array(select tag from product_tags t where t.product_id = p.id) as tags,
           array(select category_id from product_categories c where c.product_id = p.id) as category_ids,
           (select coalesce(jsonb_agg(jsonb_build_object(
                'id', i.id, 'fileId', i.file_id, 'url', i.url, 'alt', i.alt, 'extra', i.extra)
                order by i.position, i.id), '[]')
            from product_images i where i.product_id = p.id) as images,
           (select coalesce(jsonb_agg(jsonb_build_object(
                'id', v.id, 'productId', v.product_id, 'vendorId', v.vendor_id, 'position', v.position,
                'options', v.options, 'sku', v.sku, 'barcode', v.barcode, 'weightGrams', v.weight_grams,
                'requiresShipping', v.requires_shipping, 'taxCategory', v.tax_category, 'tracked', v.tracked,
                'oversell', v.oversell, 'lowStockAt', v.low_stock_at, 'imageId', v.image_id, 'extra', v.extra,
                'onHand', (select coalesce(sum(s.on_hand), 0) from inventory s where s.variant_id = v.id),
                'prices', (select coalesce(jsonb_agg(jsonb_build_object(
                    'currency', a.currency, 'amount', a.amount::text, 'compareAt', a.compare_at::text)
                    order by a.currency), '[]')
                  from prices a where a.variant_id = v.id and a.price_list_id is null))
                order by v.position, v.id), '[]')
            from product_variants v where v.product_id = p.id and v.archived_at is null) as variants,
           (select coalesce(jsonb_object_agg(v.id, s.held), '{}')
            from product_variants v join lateral (
              select sum(i.held) as held from inventory i where i.variant_id = v.id) s on s.held > 0
            where v.product_id = p.id) as held,
           (select coalesce(jsonb_object_agg(v.id, v.imported_on_hand), '{}') from product_variants v
            where v.product_id = p.id and v.imported_on_hand is not null) as counted
    from products p where p.vendor_id = ${vendorId} and ${chosen}`;
  return rows.map(toStored);
}

function toStored(row: RowOf<typeof storedRow>): Stored {
  const {
    vendor_id,
    description_text,
    gift_card,
    seo_title,
    seo_description,
    category_ids,
    variants,
    held,
    counted,
    ...product
  } = row;
  return {
    product: {
      ...product,
      vendorId: vendor_id,
      descriptionText: description_text,
      state: product.state as ProductDraft['state'],
      giftCard: gift_card,
      seoTitle: seo_title,
      seoDescription: seo_description,
      tags: product.tags.toSorted(),
      categoryIds: category_ids.toSorted(),
    },
    variants,
    held: new Map(Object.entries(held)),
    counted: new Map(Object.entries(counted)),
  };
}
