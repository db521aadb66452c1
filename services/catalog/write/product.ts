// Products as they are written, by people, imports and the demo alike: many at once, each part in one statement.

import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { Attributes } from '../contract/wire.ts';

export interface ProductDraft {
  id: string;
  vendorId: string;
  slug: string;
  handle: string;
  title: string;
  /** Safe HTML, see write/description.ts. */
  description: string;
  descriptionText: string;
  brand: string | null;
  kind: string | null;
  state: 'draft' | 'active' | 'archived';
  options: readonly string[];
  attributes: Attributes;
  giftCard: boolean;
  seoTitle: string | null;
  seoDescription: string | null;
  extra: Readonly<Record<string, string>>;
  tags: readonly string[];
  categoryIds: string[];
  images: readonly ImageDraft[];
}

export interface ImageDraft {
  id: string;
  fileId: string | null;
  url: string | null;
  alt: string;
  extra: Readonly<Record<string, string>>;
}

/** Adds products, and overwrites those that are there already, but for their slugs. */
export async function writeProducts(tx: Tx, products: readonly ProductDraft[], now: Instant): Promise<void> {
  const rows = json(products.map(({ tags: _tags, categoryIds: _categories, images: _images, ...product }) => product));
  await tx.run`
    insert into products (id, vendor_id, slug, handle, title, description, description_text, brand, kind, state, options,
                          attributes, gift_card, seo_title, seo_description, extra, created_at, updated_at,
                          published_at)
    select p.id, p."vendorId", p.slug, p.handle, p.title, p.description, p."descriptionText", p.brand, p.kind, p.state,
           p.options, p.attributes, p."giftCard", p."seoTitle", p."seoDescription", p.extra, ${now}, ${now},
           case when p.state = 'active' then ${now}::timestamptz end
    from json_to_recordset(${rows}::json)
      as p (id uuid, "vendorId" uuid, slug text, handle text, title text, description text, "descriptionText" text,
            brand text, kind text, state text, options text[], attributes jsonb, "giftCard" boolean, "seoTitle" text,
            "seoDescription" text, extra jsonb)
    on conflict (id) do update set
      title = excluded.title, description = excluded.description, description_text = excluded.description_text,
      brand = excluded.brand, kind = excluded.kind, state = excluded.state, options = excluded.options,
      attributes = excluded.attributes, gift_card = excluded.gift_card, seo_title = excluded.seo_title,
      seo_description = excluded.seo_description, extra = excluded.extra, updated_at = excluded.updated_at,
      published_at = coalesce(products.published_at, excluded.published_at), version = products.version + 1`;
  await tx.run`
    insert into slug_history (slug, product_id, since)
    select p.slug, p.id, ${now} from products p
    where p.id = any(${products.map(({ id }) => id)}::uuid[])
      and not exists (select from slug_history s where s.slug = p.slug and s.product_id = p.id)`;
  await writeTags(tx, products);
  await writeCategories(tx, products);
  await writeImages(tx, products);
}

const pairs = <T>(products: readonly ProductDraft[], of: (product: ProductDraft) => readonly T[]) =>
  products.flatMap(product => of(product).map(value => [product.id, value] as const));

/** Gives products exactly these tags. */
export async function writeTags(tx: Tx, products: readonly Pick<ProductDraft, 'id' | 'tags'>[]): Promise<void> {
  const tags = pairs(products as readonly ProductDraft[], product => [...new Set(product.tags)]);
  await tx.run`
    delete from product_tags t
    where t.product_id = any(${products.map(({ id }) => id)}::uuid[])
      and not exists (
        select from unnest(${tags.map(([id]) => id)}::uuid[], ${tags.map(([, tag]) => tag)}::text[]) as w (id, tag)
        where w.id = t.product_id and w.tag = t.tag)`;
  await tx.run`
    insert into product_tags (product_id, tag)
    select id, tag from unnest(${tags.map(([id]) => id)}::uuid[], ${tags.map(([, tag]) => tag)}::text[]) as w (id, tag)
    on conflict do nothing`;
}

/** Puts products into exactly these categories. */
export async function writeCategories(
  tx: Tx,
  products: readonly Pick<ProductDraft, 'id' | 'categoryIds'>[],
): Promise<void> {
  const places = pairs(products as readonly ProductDraft[], product => [...new Set(product.categoryIds)]);
  await tx.run`delete from product_categories where product_id = any(${products.map(({ id }) => id)}::uuid[])`;
  await tx.run`
    insert into product_categories (product_id, category_id)
    select id, category_id
    from unnest(${places.map(([id]) => id)}::uuid[], ${places.map(([, category]) => category)}::uuid[])
      as w (id, category_id)`;
}

async function writeImages(tx: Tx, products: readonly ProductDraft[]): Promise<void> {
  const images = products.flatMap(({ id: productId, images }) =>
    images.map((image, position) => ({ ...image, productId, position })),
  );
  await tx.run`
    insert into product_images (id, product_id, position, file_id, url, alt, extra)
    select i.id, i."productId", i.position, i."fileId", i.url, i.alt, i.extra
    from json_to_recordset(${json(images)}::json)
      as i (id uuid, "productId" uuid, position int, "fileId" uuid, url text, alt text, extra jsonb)
    on conflict (id) do update set position = excluded.position, alt = excluded.alt, extra = excluded.extra`;
}
