import { afterAll, beforeAll, expect, test } from 'vitest';
import { newVendor, openShop, type Shop } from './shop.ts';

let t: Shop;
let signed: string[][];
beforeAll(async () => ({ t, signed } = await openShop()));
afterAll(() => t.close());

const titles = (page: { items: { title: string }[] }) => page.items.map(({ title }) => title);

async function shelf() {
  const vendor = await newVendor(t);
  const root = await vendor.admin.createCategory({ slug: `root-${vendor.slug}`, title: 'Root' });
  const leaf = await vendor.admin.createCategory({ slug: `leaf-${vendor.slug}`, title: 'Leaf', parentId: root.id });
  await vendor.newProduct({ title: 'Blue kettle', price: '3000', categoryIds: [leaf.id], tags: ['metal'] });
  await vendor.newProduct({ title: 'Anorak', price: '2000', sizes: ['S', 'M'], categoryIds: [root.id] });
  await vendor.newProduct({ title: 'Candles', price: '1000', onHand: 0, tags: ['wax', 'metal'] });
  await vendor.newProduct({ title: 'Draft of a drum', published: false });
  return { ...vendor, root, leaf, everybody: t.anonymous().catalog };
}

test('the shop shows what is on sale, filtered by category and all below it, tag, price, stock, option and words', async () => {
  const { everybody, slug: vendor, root, leaf } = await shelf();
  const find = async (filter: object) => titles(await everybody.listProducts({ vendor, ...filter }));
  expect(await find({})).toEqual(['Candles', 'Anorak', 'Blue kettle']);
  expect(await find({ category: root.slug })).toEqual(['Anorak', 'Blue kettle']);
  expect(await find({ category: leaf.slug })).toEqual(['Blue kettle']);
  expect(await find({ category: 'there-is-none' })).toEqual([]);
  expect(await find({ tag: 'metal', sort: 'price' })).toEqual(['Candles', 'Blue kettle']);
  expect(await find({ minPrice: '1500', maxPrice: '2500' })).toEqual(['Anorak']);
  expect(await find({ inStock: true, sort: 'title' })).toEqual(['Anorak', 'Blue kettle']);
  expect(await find({ options: ['Size=M'] })).toEqual(['Anorak']);
  expect(await find({ q: 'kettles', sort: 'relevance' })).toEqual(['Blue kettle']);
  expect(await find({ q: 'kettles -blue' })).toEqual([]);
  expect(await find({ currency: 'USD' })).toEqual([]);
  await expect(everybody.listProducts({ sort: 'relevance' })).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('a summary has the variants with their prices and stock', async () => {
  const { everybody, slug: vendor } = await shelf();
  const { items } = await everybody.listProducts({ vendor, sort: 'title' });
  expect(items[0]).toMatchObject({
    title: 'Anorak',
    price: { from: { amount: '2000', currency: 'EUR' }, to: { amount: '2000', currency: 'EUR' } },
    stock: 'available',
    variants: [{ title: 'S', stock: 'available' }, { title: 'M' }],
  });
  expect(items[2]).toMatchObject({ title: 'Candles', stock: 'sold_out', imageUrl: null });
});

test.each(['newest', 'price', '-price', 'title', 'relevance'] as const)(
  'pages by %s neither skip nor repeat, also where products come in between',
  async sort => {
    const vendor = await newVendor(t);
    for (let nth = 0; nth < 7; nth++)
      await vendor.newProduct({ title: `Lamp ${nth % 3}`, price: String(100 * (nth % 4)) });
    const everybody = t.anonymous().catalog;
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await everybody.listProducts({
        ...{ vendor: vendor.slug, sort, limit: 2, ...(cursor && { cursor }) },
        ...(sort === 'relevance' && { q: 'lamp' }),
      });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(new Set(seen).size).toBe(7);
    await expect(
      everybody.listProducts({ sort, cursor: 'bm9uc2Vuc2U', ...(sort === 'relevance' && { q: 'lamp' }) }),
    ).rejects.toMatchObject({ code: 'invalid_cursor' });
  },
);

test('facets count what the same filter finds', async () => {
  const { everybody, slug: vendor, vendorId, root, leaf } = await shelf();
  const facets = await everybody.getFacets({ vendor });
  expect(facets).toMatchObject({ total: 3, inStock: 2, vendors: [{ id: vendorId, count: 3 }] });
  expect(facets.categories).toEqual([
    { id: root.id, slug: root.slug, title: 'Root', count: 2 },
    { id: leaf.id, slug: leaf.slug, title: 'Leaf', count: 1 },
  ]);
  expect(facets.tags).toEqual([
    { tag: 'metal', count: 2 },
    { tag: 'wax', count: 1 },
  ]);
  expect(facets.options).toEqual([
    { option: 'Size=M', count: 1 },
    { option: 'Size=S', count: 1 },
  ]);
  expect(facets.prices.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  expect(await everybody.getFacets({ vendor, q: 'nowhere' })).toMatchObject({ total: 0, prices: [], tags: [] });
});

test('drafts and archived products are not there for strangers, and for other vendors neither', async () => {
  const { everybody, newProduct, selling, vendorId } = await shelf();
  const draft = await newProduct({ published: false });
  const gone = await newProduct();
  await selling.archiveProduct({ productId: gone.id });
  for (const { id, slug } of [draft, gone])
    for (const product of [id, slug])
      await expect(everybody.getProduct({ product })).rejects.toMatchObject({ code: 'not_found' });
  const other = await newVendor(t);
  await expect(other.selling.getOwnProduct({ vendorId: other.vendorId, productId: draft.id })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(other.selling.getOwnProduct({ vendorId, productId: draft.id })).rejects.toMatchObject({
    code: 'permission_denied',
  });
});

test('a former slug leads to the product, and no other product may take it', async () => {
  const { everybody, newProduct, selling } = await shelf();
  const product = await newProduct({ title: 'Old name of it' });
  await selling.updateProduct({ productId: product.id, slug: `new-${product.slug}` });
  for (const each of [product.id, product.slug, `new-${product.slug}`])
    expect(await everybody.getProduct({ product: each })).toMatchObject({
      id: product.id,
      slug: `new-${product.slug}`,
    });
  const other = await newProduct();
  await expect(selling.updateProduct({ productId: other.id, slug: product.slug })).rejects.toMatchObject({
    code: 'already_exists',
    extras: { reason: 'slug_taken' },
  });
  expect(await selling.updateProduct({ productId: product.id, slug: product.slug })).toMatchObject({
    slug: product.slug,
  });
});

test('uploaded pictures are shown by links that media signs, asked for once a page', async () => {
  const { everybody, newProduct, selling, vendorId, slug: vendor } = await shelf();
  const fileId = t.ctx('catalog').id();
  const product = await newProduct({ title: 'With a picture' });
  await selling.addImage({ productId: product.id, fileId, alt: 'It' });
  signed.length = 0;
  const { items } = await everybody.listProducts({ vendor, q: 'picture' });
  expect(items[0]).toMatchObject({ imageUrl: `https://files.example/${fileId}`, imageAlt: 'It' });
  expect(signed).toEqual([[fileId]]);
  const detail = await everybody.getProduct({ product: product.id });
  expect(detail.images).toMatchObject([{ alt: 'It', thumbnailUrl: `https://files.example/${fileId}?thumb` }]);
  const own = await selling.getOwnProduct({ vendorId, productId: product.id });
  expect(own.images[0]!.url).toBe(`https://files.example/${fileId}`);
});
