import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedId } from '#kernel/seed';
import { col } from '#kernel/sql/columns';
import type { CatalogCtx } from '../definition.ts';
import { priceChanged } from '../events.ts';
import { seed } from '../seed.ts';
import { openShop, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

const counts = () =>
  t.db('catalog').one({ products: col.int, variants: col.int, listed: col.int, prices: col.int, held: col.int })`
    select (select count(*)::int from products) as products, (select count(*)::int from product_variants) as variants,
           (select count(*)::int from product_listings) as listed, (select count(*)::int from prices) as prices,
           (select count(*)::int from inventory) as held`;

test('the demo shops are there after the seed, and a second run changes nothing', async () => {
  const ctx = t.ctx('catalog') as unknown as CatalogCtx;
  await seed(ctx);
  const first = await counts();
  expect(first).toMatchObject({ products: 122, listed: 122 + 24 * 3 });
  expect(first.variants).toBeGreaterThan(250);
  await seed(ctx);
  expect(await counts()).toEqual(first);
  await t.settle();
  expect(new Set(t.published().map(({ type }) => type))).toEqual(new Set([priceChanged.type]));

  const everybody = t.anonymous().catalog;
  const mug = await everybody.getProduct({ product: 'stoneware-mug' });
  expect(mug).toMatchObject({ id: seedId('product:stoneware-mug'), vendor: { slug: 'demo' } });
  expect(mug.variants[0]).toMatchObject({
    id: seedId('variant:stoneware-mug:1'),
    price: { amount: '1032', currency: 'EUR' },
    priorPrice: { amount: '1290', currency: 'EUR' },
  });
  for (const currency of ['USD', 'JPY', 'KWD'])
    expect((await everybody.listProducts({ currency, limit: 100 })).items).toHaveLength(24);
  const trailer = await everybody.getProduct({ product: 'folding-trailer' });
  expect(trailer.variants).toMatchObject([{ stock: 'preorder', available: 20, availableFrom: expect.any(String) }]);
  const card = await everybody.getProduct({ product: 'gift-card' });
  expect(card).toMatchObject({ giftCard: true, variants: [{ requiresShipping: false, available: null }, {}, {}] });
  const picture = await everybody.getPlaceholder({ hue: 200, motif: 'pot' });
  expect(picture).toMatchObject({ mime: 'image/svg+xml' });
  expect(Buffer.from(picture.content).toString()).toMatch(/^<svg xmlns="[^"]+" viewBox="0 0 400 400">.*<\/svg>$/);
  const tree = await everybody.listCategories({});
  expect(tree.items.find(({ slug }) => slug === 'home')?.children.map(({ slug }) => slug)).toContain('kitchen');
});
