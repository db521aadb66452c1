// The demo shops: 120 products of three vendors, with variants, stock, prices in some currencies and price lists.

import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { plus } from '#kernel/time';
import type { Motif } from './contract/motif.ts';
import type { CatalogCtx } from './definition.ts';
import { extras, parents, type Shelf, shelves } from './demo/goods.ts';
import { slugOf } from './domain/naming.ts';
import { dayOf } from './domain/stock.ts';
import { readDescription } from './write/description.ts';
import { type ProductDraft, writeProducts } from './write/product.ts';
import { refreshProducts } from './write/refresh.ts';
import { type VariantDraft, writeVariants } from './write/variant.ts';

const vendors = [
  { key: 'demo', name: 'Agora Demo Shop' },
  { key: 'bikes', name: 'Speiche' },
  { key: 'books', name: 'Lesezeichen' },
] as const;

const vendorId = (key: string): string => seedId(`vendor:${key}`);

/** Every fifth product is sold in these as well, so that amounts of 0, 2 and 3 decimals are seen. */
const abroad = [
  { currency: 'USD', per100: 110n, divisor: 100n },
  { currency: 'JPY', per100: 165n, divisor: 100n },
  { currency: 'KWD', per100: 340n, divisor: 100n },
];

/** Fills an empty database; does nothing where the demo shops are. */
export async function seed(ctx: CatalogCtx): Promise<void> {
  const { seeded } = await ctx.db.one({ seeded: col.bool })`
    select exists (select from vendors where id = ${vendorId('demo')}) as seeded`;
  if (seeded) return;
  const goods = shelves.flatMap((shelf, nth) => shelf.goods.map((_, at) => thingOf(shelf, at, nth * 10 + at)));
  await ctx.db.transaction(async tx => {
    await seedVendors(ctx, tx);
    await seedCategories(ctx, tx);
    const all = [...goods, ...extras.map(extraOf)];
    await writeProducts(
      tx,
      all.map(({ product }) => product),
      ctx.now(),
    );
    for (const { key } of vendors) {
      const variants = all.flatMap(thing => (thing.product.vendorId === vendorId(key) ? thing.variants : []));
      await writeVariants(ctx, tx, variants, seedId(`location:${key}`));
    }
    await seedPreorders(ctx, tx);
    const productIds = all.map(({ product }) => product.id);
    await refreshProducts(ctx, tx, productIds);
    await seedPriceLists(ctx, tx, goods);
    // Only now, so that what is reduced has a price it had before.
    await refreshProducts(ctx, tx, productIds.slice(0, 10));
  });
}

async function seedVendors(ctx: CatalogCtx, tx: Tx): Promise<void> {
  await tx.run`
    insert into vendors (id, slug, name, created_at)
    select v.id, v.key, v.name, ${ctx.now()}
    from json_to_recordset(${json(vendors.map(vendor => ({ ...vendor, id: vendorId(vendor.key) })))}::json)
      as v (id uuid, key text, name text) on conflict do nothing`;
  await tx.run`
    insert into locations (id, vendor_id, name, created_at)
    select l.id, l.vendor, 'Main', ${ctx.now()}
    from json_to_recordset(${json(vendors.map(({ key }) => ({ id: seedId(`location:${key}`), vendor: vendorId(key) })))}::json)
      as l (id uuid, vendor uuid)`;
}

async function seedCategories(ctx: CatalogCtx, tx: Tx): Promise<void> {
  const id = (slug: string) => seedId(`category:${slug}`);
  const rows = [
    ...parents.map((parent, position) => ({
      ...parent,
      position,
      parent: null,
      path: [id(parent.slug)],
      attributes: [],
    })),
    ...shelves.map(({ slug, title, parent, attributes = [] }, position) => ({
      ...{ slug, title, position, attributes },
      parent: id(parent),
      path: [id(parent), id(slug)],
    })),
  ].map(row => ({ ...row, id: id(row.slug) }));
  await tx.run`
    insert into categories (id, parent_id, slug, title, position, path, attributes, created_at)
    select c.id, c.parent, c.slug, c.title, c.position, c.path, c.attributes, ${ctx.now()}
    from json_to_recordset(${json(rows)}::json)
      as c (id uuid, parent uuid, slug text, title text, position int, path uuid[], attributes jsonb)`;
}

/** All ways to choose one value for each option, with what they add to the price. */
const combinations = (options: Shelf['options']): { values: string[]; adds: number }[] =>
  Object.values(options).reduce<{ values: string[]; adds: number }[]>(
    (all, values) =>
      all.flatMap(({ values: chosen, adds }) =>
        Object.entries(values).map(([value, more]) => ({ values: [...chosen, value], adds: adds + more })),
      ),
    [{ values: [], adds: 0 }],
  );

interface Thing {
  product: ProductDraft;
  variants: VariantDraft[];
}

const pictureOf = (slug: string, hue: number, motif: Motif) => ({
  id: seedId(`image:${slug}`),
  fileId: null,
  url: `/api/v1/product-placeholders/${hue}?motif=${motif}`,
});

function thingOf(shelf: Shelf, at: number, nth: number): Thing {
  const [title, cents, attributes = {}] = shelf.goods[at]!;
  const slug = slugOf(title);
  const id = seedId(`product:${slug}`);
  const vendor = vendorId(shelf.vendor);
  const html = `<p>${title}. ${shelf.about}</p>`;
  const image = pictureOf(slug, (nth * 47) % 360, shelf.motif);
  const product: ProductDraft = {
    ...{ id, vendorId: vendor, slug, handle: slug, title, attributes, ...readDescription(html) },
    ...{ brand: null, kind: shelf.title, state: 'active', options: Object.keys(shelf.options), giftCard: false },
    ...{ seoTitle: null, seoDescription: null, extra: {}, categoryIds: [seedId(`category:${shelf.slug}`)] },
    tags: [shelf.slug, ...(nth % 4 === 0 ? ['new'] : []), ...(nth % 7 === 0 ? ['gift'] : [])].sort(),
    images: [{ ...image, alt: title, extra: {} }],
  };
  const variants = combinations(shelf.options).map(({ values, adds }, position): VariantDraft => {
    const amount = BigInt(cents + adds);
    const others = nth % 5 === 0 ? abroad : [];
    return {
      ...{ id: seedId(`variant:${slug}:${position + 1}`), productId: id, vendorId: vendor, position, options: values },
      ...{ sku: `${shelf.slug}-${at + 1}-${position + 1}`.toUpperCase(), barcode: null, imageId: null, extra: {} },
      ...{ weightGrams: shelf.weightGrams, requiresShipping: true, taxCategory: shelf.taxCategory ?? 'standard' },
      // Some run low, some are sold out, and one in twenty is made to order.
      ...{ tracked: true, oversell: nth % 20 === 19, lowStockAt: 3, onHand: (nth * 7 + position * 13) % 40 },
      prices: [
        { currency: 'EUR', amount: String(amount), compareAt: null },
        ...others.map(({ currency, per100, divisor }) => ({
          ...{ currency, amount: String((amount * per100) / divisor), compareAt: null },
        })),
      ],
    };
  });
  return { product, variants };
}

function extraOf({ title, vendor, about, ...extra }: (typeof extras)[number], nth: number): Thing {
  const slug = slugOf(title);
  const id = seedId(`product:${slug}`);
  const { giftCard, category } = extra;
  const image = pictureOf(slug, (nth * 97) % 360, extra.motif);
  const product: ProductDraft = {
    ...{ id, vendorId: vendorId(vendor), slug, handle: slug, title, attributes: {}, giftCard },
    ...readDescription(`<p>${title}. ${about}</p>`),
    ...{ brand: null, kind: title, state: 'active', options: Object.keys(extra.options), tags: ['new'] },
    ...{ seoTitle: null, seoDescription: null, extra: {}, images: [{ ...image, alt: title, extra: {} }] },
    categoryIds: category === null ? [] : [seedId(`category:${category}`)],
  };
  const variants = combinations(extra.options).map(
    ({ values, adds }, position): VariantDraft => ({
      ...{ id: seedId(`variant:${slug}:${position + 1}`), productId: id, vendorId: vendorId(vendor), position },
      ...{ options: values, sku: `${slug}-${position + 1}`.toUpperCase(), barcode: null, imageId: null, extra: {} },
      ...{ weightGrams: giftCard ? 0 : 9_000, requiresShipping: !giftCard, taxCategory: 'standard' },
      // There is no end of gift cards.
      ...{ tracked: !giftCard, oversell: false, lowStockAt: 3, onHand: 0 },
      prices: [{ currency: 'EUR', amount: String(extra.cents + adds), compareAt: null }],
    }),
  );
  return { product, variants };
}

async function seedPreorders(ctx: CatalogCtx, tx: Tx): Promise<void> {
  for (const { title, preorder } of extras)
    if (preorder)
      await tx.run`
        insert into preorders (variant_id, ships_from, most)
        values (${seedId(`variant:${slugOf(title)}:1`)}, ${dayOf(plus(ctx.now(), `${preorder.days}d`))}, ${preorder.most})`;
}

/** A sale for everybody, lower prices for residents and for one building, and for those who buy a dozen. */
async function seedPriceLists(ctx: CatalogCtx, tx: Tx, goods: readonly Thing[]): Promise<void> {
  const demo = vendorId('demo');
  const now = ctx.now();
  const lists = [
    { key: 'sale', name: 'Sale', audience: 'public', building: null, percent: 80n, from: 0, minQuantity: 1 },
    {
      key: 'residents',
      name: 'For residents',
      audience: 'residents',
      building: null,
      percent: 95n,
      from: 10,
      minQuantity: 1,
    },
    {
      ...{ key: 'building', name: 'Building 1', audience: 'building', building: seedId('building:1') },
      ...{ percent: 90n, from: 20, minQuantity: 1 },
    },
    { key: 'dozen', name: 'By the dozen', audience: 'public', building: null, percent: 85n, from: 40, minQuantity: 12 },
  ].map(list => ({ ...list, id: seedId(`price-list:${list.key}`) }));
  await tx.run`
    insert into price_lists (id, vendor_id, name, audience, building_id, starts_at, ends_at, active, applied_at,
                             created_at)
    select l.id, ${demo}, l.name, l.audience, l.building, null,
           case when l.key = 'sale' then ${plus(now, '90d')}::timestamptz end, true, ${now}, ${now}
    from json_to_recordset(${json(lists.map(({ percent: _percent, ...list }) => list))}::json)
      as l (id uuid, key text, name text, audience text, building uuid)`;
  const prices = lists.flatMap(({ id, percent, from, minQuantity }) =>
    goods.slice(from, from + 10).flatMap(({ variants }) =>
      variants.map(variant => ({
        ...{ list: id, variant: variant.id, minQuantity },
        amount: String((BigInt(variant.prices[0]!.amount) * percent) / 100n),
      })),
    ),
  );
  await tx.run`
    insert into prices (variant_id, currency, price_list_id, min_quantity, amount)
    select p.variant, 'EUR', p.list, p."minQuantity", p.amount
    from json_to_recordset(${json(prices)}::json) as p (list uuid, variant uuid, "minQuantity" int, amount int8)`;
}
