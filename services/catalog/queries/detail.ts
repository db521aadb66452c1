// A product with all that belongs to it, in one statement.

import { col, type RowOf } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { OwnProduct, Product } from '../contract/wire.ts';
import { variantTitle } from '../domain/naming.ts';
import { type StockLevel, sellable, stockLevel } from '../domain/stock.ts';
import { type Buyer, currentPrice, holdsFor } from './buyer.ts';
import { asPreorder } from './preorders.ts';

interface ImageJson {
  id: string;
  url: string | null;
  file_id: string | null;
  alt: string;
}
interface VariantJson {
  id: string;
  options: string[];
  sku: string | null;
  barcode: string | null;
  amount: string | null;
  prior: string | null;
  steps: { minQuantity: number; amount: string }[];
  free: number;
  tracked: boolean;
  oversell: boolean;
  low: number;
  ships_from: string | null;
  most: number | null;
  taken: number | null;
  waiting: number | null;
  grams: number;
  shipped: boolean;
  image: string | null;
  own?: {
    position: number;
    tax: string;
    version: number;
    prices: { currency: string; amount: string; compareAt: string | null }[];
    inventory: { locationId: string; onHand: number; held: number }[];
  };
}

const detailRow = {
  id: col.uuid,
  vendor_id: col.uuid,
  vendor_slug: col.text,
  vendor_name: col.text,
  slug: col.text,
  title: col.text,
  description: col.text,
  brand: col.text.orNull,
  state: col.text,
  options: col.texts,
  attributes: col.json<Product['attributes']>(),
  gift_card: col.bool,
  seo_title: col.text.orNull,
  seo_description: col.text.orNull,
  version: col.int,
  published_at: col.instant.orNull,
  updated_at: col.instant,
  categories: col.json<Product['categories']>(),
  tags: col.texts,
  images: col.json<ImageJson[]>(),
  variants: col.json<VariantJson[]>(),
};
export type Detail = RowOf<typeof detailRow>;

/** What a product is looked up by. */
export type Key = { id: string } | { slug: string };

export interface Look extends Buyer {
  currency: string;
  /** Also what only its vendor sees, and products that are not on sale. */
  own: boolean;
}

const ownVariant = sql`|| jsonb_build_object('own', jsonb_build_object(
  'position', x.position, 'tax', x.tax_category, 'version', x.version,
  'prices', (select coalesce(jsonb_agg(jsonb_build_object(
      'currency', a.currency, 'amount', a.amount::text, 'compareAt', a.compare_at::text) order by a.currency), '[]')
    from prices a where a.variant_id = x.id and a.price_list_id is null),
  'inventory', (select coalesce(jsonb_agg(jsonb_build_object(
      'locationId', s.location_id, 'onHand', s.on_hand, 'held', s.held) order by s.location_id), '[]')
    from inventory s where s.variant_id = x.id)))`;

/** The product, or null. */
export const readProduct = (db: Queries, key: Key, look: Look): Promise<Detail | null> => db.maybe(detailRow)`
  select p.id, p.vendor_id, v.slug as vendor_slug, v.name as vendor_name, p.slug, p.title, p.description, p.brand,
         p.state, p.options, p.attributes, p.gift_card, p.seo_title, p.seo_description, p.version, p.published_at,
         p.updated_at,
         (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'slug', c.slug, 'title', c.title)
                                    order by c.title, c.id), '[]')
          from product_categories pc join categories c on c.id = pc.category_id where pc.product_id = p.id) as categories,
         array(select tag from product_tags where product_id = p.id order by tag) as tags,
         (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'url', i.url, 'file_id', i.file_id, 'alt', i.alt)
                                    order by i.position, i.id), '[]')
          from product_images i where i.product_id = p.id) as images,
         (select coalesce(jsonb_agg(jsonb_build_object(
              'id', x.id, 'options', x.options, 'sku', x.sku, 'barcode', x.barcode, 'amount', best.amount::text,
              'prior', case when h.amount > best.amount then h.amount
                            when h.prior_amount > best.amount then h.prior_amount end::text,
              'steps', coalesce(best.steps, '[]'), 'free', stock.free, 'tracked', x.tracked, 'oversell', x.oversell,
              'low', x.low_stock_at, 'ships_from', q.ships_from, 'most', q.most, 'taken', q.taken,
              'waiting', q.waiting, 'grams', x.weight_grams, 'shipped', x.requires_shipping and not p.gift_card,
              'image', x.image_id)
              ${look.own ? ownVariant : nothing} order by x.position, x.id), '[]')
          from product_variants x
          cross join lateral (
            select min(a.amount) filter (where a.min_quantity = 1) as amount,
                   jsonb_agg(jsonb_build_object('minQuantity', a.min_quantity, 'amount', a.amount::text)
                             order by a.min_quantity, a.amount) filter (where a.min_quantity > 1) as steps
            from prices a left join price_lists l on l.id = a.price_list_id
            where a.variant_id = x.id and a.currency = ${look.currency} and ${holdsFor(look)}) best
          left join preorders q on q.variant_id = x.id
          cross join lateral (
            select (coalesce(sum(on_hand - held), 0) - coalesce(q.waiting, 0))::int as free
            from inventory where variant_id = x.id) stock
          left join lateral ${currentPrice(sql`x.id`, look.currency)} h on true
          where x.product_id = p.id and x.archived_at is null) as variants
  from products p join vendors v on v.id = p.vendor_id
  where ${'id' in key ? sql`p.id = ${key.id}` : sql`p.id = (select product_id from slug_history where slug = ${key.slug})`}
    ${look.own ? nothing : sql`and p.state = 'active'`}`;

type Links = (image: ImageJson) => { url: string | null; thumbnailUrl: string | null };

/** As everybody sees it. */
export function toProduct(found: Detail, currency: string, now: Instant, links: Links): Product {
  return {
    id: found.id,
    slug: found.slug,
    title: found.title,
    description: found.description,
    brand: found.brand,
    vendor: { id: found.vendor_id, slug: found.vendor_slug, name: found.vendor_name },
    categories: found.categories,
    tags: found.tags,
    options: found.options,
    attributes: found.attributes,
    giftCard: found.gift_card,
    seoTitle: found.seo_title,
    seoDescription: found.seo_description,
    images: found.images.map(image => ({ id: image.id, ...links(image), alt: image.alt })),
    publishedAt: found.published_at,
    updatedAt: found.updated_at,
    variants: found.variants.map(variant => toVariant(variant, currency, now)),
  };
}

function toVariant(variant: VariantJson, currency: string, now: Instant): Product['variants'][number] {
  const preorder = asPreorder(variant, now);
  const { tracked, oversell, low: lowStockAt, free } = variant;
  const money = (amount: string | null) => (amount === null ? null : { amount, currency });
  return {
    id: variant.id,
    title: variantTitle(variant.options),
    options: variant.options,
    sku: variant.sku,
    barcode: variant.barcode,
    price: money(variant.amount),
    priorPrice: money(variant.prior),
    quantityPrices: stepsDown(variant).map(({ minQuantity, amount }) => ({
      minQuantity,
      price: { amount, currency },
    })),
    available: sellable({ tracked, oversell, lowStockAt }, free, preorder),
    stock: stockLevel({ tracked, oversell, lowStockAt }, free, preorder) satisfies StockLevel,
    availableFrom: preorder?.shipsFrom ?? null,
    weightGrams: variant.grams,
    requiresShipping: variant.shipped,
    imageId: variant.image,
  };
}

/** Only what makes a piece cheaper than fewer of them. */
function stepsDown({ amount, steps }: VariantJson): VariantJson['steps'] {
  let lowest = amount === null ? null : BigInt(amount);
  return steps.filter(step => {
    const cheaper = lowest === null || BigInt(step.amount) < lowest;
    if (cheaper) lowest = BigInt(step.amount);
    return cheaper;
  });
}

/** As its vendor sees it. */
export function toOwnProduct(found: Detail, currency: string, now: Instant, links: Links): OwnProduct {
  return {
    ...toProduct(found, currency, now, links),
    state: found.state as OwnProduct['state'],
    version: found.version,
    variants: found.variants.map(variant => {
      const { position, tax, version, prices, inventory } = variant.own!;
      return {
        ...toVariant(variant, currency, now),
        position,
        prices: prices.map(each => ({
          price: { amount: each.amount, currency: each.currency },
          compareAt: each.compareAt === null ? null : { amount: each.compareAt, currency: each.currency },
        })),
        tracked: variant.tracked,
        oversell: variant.oversell,
        lowStockAt: variant.low,
        preorder:
          variant.taken === null
            ? null
            : {
                availableFrom: variant.ships_from,
                limit: variant.most,
                taken: variant.taken,
                waiting: variant.waiting!,
              },
        taxCategory: tax,
        inventory,
        version,
      };
    }),
  };
}
