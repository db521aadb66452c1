import { afterAll, beforeAll, expect, test } from 'vitest';
import { productCreated, productUpdated } from '../events.ts';
import { newVendor, openShop, outcomes, type Shop } from './shop.ts';

let t: Shop;
let claims: Map<string, string>;
let mimes: Map<string, string>;
beforeAll(async () => ({ t, claims, mimes } = await openShop()));
afterAll(() => t.close());

const price = { amount: '1000', currency: 'EUR' };

test('a product begins as a draft, is published, archived and restored, and others are told', async () => {
  const { selling, newProduct } = await newVendor(t);
  const draft = await newProduct({ published: false });
  expect(draft).toMatchObject({ state: 'draft', publishedAt: null, version: 1 });
  const { id: productId } = draft;
  expect(await selling.publishProduct({ productId })).toMatchObject({ state: 'active' });
  expect(await selling.archiveProduct({ productId })).toMatchObject({ state: 'archived' });
  await expect(selling.publishProduct({ productId })).rejects.toMatchObject({ code: 'failed_precondition' });
  expect(await selling.restoreProduct({ productId })).toMatchObject({ state: 'draft' });
  await t.settle();
  expect(t.published(productCreated).filter(({ subject }) => subject === productId)).toHaveLength(1);
  const states = t.published(productUpdated).filter(({ subject }) => subject === productId);
  expect(states.map(({ data }) => data.state)).toEqual(['active', 'archived', 'draft']);
});

test('what is not archived is not restored: it stays on sale, and nobody is told anything', async () => {
  const { selling, newProduct } = await newVendor(t);
  const { id: productId, version } = await newProduct();
  expect(await selling.restoreProduct({ productId })).toMatchObject({ state: 'active', version });
  const draft = await newProduct({ published: false });
  expect(await selling.restoreProduct({ productId: draft.id })).toMatchObject({ state: 'draft', version: 1 });
  await t.settle();
  const told = t.published(productUpdated).filter(({ subject }) => [productId, draft.id].includes(subject));
  expect(told.map(({ data }) => data.state)).not.toContain('draft');
});

test('a title makes the slug, of which there is one', async () => {
  const { selling, vendorId } = await newVendor(t);
  const add = (title: string, slug?: string) =>
    selling.createProduct({ vendorId, title, ...(slug && { slug }), variants: [{ price }] });
  expect(await add('Süße Äpfel & Co.')).toMatchObject({ slug: 'suesse-aepfel-co' });
  await expect(add('Süße Äpfel & Co!')).rejects.toMatchObject({ extras: { reason: 'slug_taken' } });
  await expect(add('???')).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(await add('???', 'questions')).toMatchObject({ slug: 'questions' });
});

test('what a description could do harm with is taken out of it', async () => {
  const { selling, newProduct } = await newVendor(t);
  const { id: productId } = await newProduct();
  const description =
    '<p onclick="x()">Good</p><script>alert(1)</script><a href="javascript:x()">a</a><a href="https://e.example">b</a>' +
    '<img src=x onerror=y><iframe src="https://e.example"></iframe><p style="position:fixed">end';
  const { description: kept } = await selling.updateProduct({ productId, description });
  expect(kept).toBe(
    '<p>Good</p><a rel="nofollow noopener">a</a><a href="https://e.example" rel="nofollow noopener">b</a>' +
      '<img src="x" /><p>end</p>',
  );
  expect((await selling.updateProduct({ productId, description: kept })).description).toBe(kept);
});

test('no two variants have the same options or SKU, of twins that come at once one is refused', async () => {
  const { selling, vendorId, newProduct } = await newVendor(t);
  const { id: productId, variants } = await newProduct({ sizes: ['S', 'M'] });
  const add = (size: string, sku: string | null = null) =>
    selling.addVariant({ productId, options: [size], sku, price });
  expect((await outcomes([add('L', 'A-1'), add('L', 'A-2')])).sort()).toEqual(['already_exists', 'ok']);
  await expect(add('S')).rejects.toMatchObject({ extras: { reason: 'options_taken' } });
  await add('XL', 'B-1');
  await expect(add('XXL', 'B-1')).rejects.toMatchObject({ extras: { reason: 'sku_taken' } });
  await expect(selling.addVariant({ productId, options: [], price })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await expect(selling.addVariant({ productId, options: ['3'], price, onHand: -1 })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  const made = { vendorId, title: 'Twins', options: ['Size'] };
  for (const sizes of [[['S'], ['S']], [['S', 'M']], [[]]])
    await expect(
      selling.createProduct({ ...made, variants: sizes.map(options => ({ options, price })) }),
    ).rejects.toMatchObject({ code: 'invalid_argument' });
  // What was archived leaves its options to others.
  await selling.archiveVariant({ variantId: variants[0]!.id });
  expect((await add('S')).variants.map(({ title }) => title)).toEqual(['M', 'L', 'XL', 'S']);
});

test('a variant is changed, given a picture and archived, but not the last one', async () => {
  const { selling, newProduct, vendorId } = await newVendor(t);
  const { id: productId, variants } = await newProduct({ sizes: ['S', 'M'] });
  const [first, second] = variants as [(typeof variants)[0], (typeof variants)[0]];
  const pictured = await selling.addImage({ productId, url: 'https://e.example/a.png' });
  const changed = await selling.updateVariant({
    variantId: first.id,
    sku: 'NEW',
    weightGrams: 5,
    imageId: pictured.images[0]!.id,
    oversell: true,
    position: 5,
    expectedVersion: 1,
  });
  expect(changed.variants[1]).toMatchObject({ sku: 'NEW', weightGrams: 5, available: null, version: 2 });
  await expect(selling.updateVariant({ variantId: first.id, sku: 'X', expectedVersion: 1 })).rejects.toMatchObject({
    code: 'version_mismatch',
  });
  const other = await newProduct();
  const foreign = (await selling.addImage({ productId: other.id, url: 'https://e.example/b.png' })).images[0]!.id;
  await expect(selling.updateVariant({ variantId: first.id, imageId: foreign })).rejects.toMatchObject({
    code: 'not_found',
  });
  await expect(selling.updateVariant({ variantId: first.id, options: [] })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await selling.removeImage({ imageId: pictured.images[0]!.id });
  expect((await selling.getOwnProduct({ vendorId, productId })).variants[1]!.imageId).toBeNull();
  await selling.archiveVariant({ variantId: second.id });
  await expect(selling.archiveVariant({ variantId: first.id })).rejects.toMatchObject({
    extras: { reason: 'last_variant' },
  });
  await expect(selling.updateVariant({ variantId: second.id, sku: 'Y' })).rejects.toMatchObject({ code: 'not_found' });
});

test('pictures are claimed for the product, put in order, and let go with it', async () => {
  const { selling, newProduct } = await newVendor(t);
  const { id: productId } = await newProduct();
  const fileId = t.ctx('catalog').id();
  await selling.addImage({ productId, url: 'https://e.example/1.png', alt: 'one' });
  await selling.addImage({ productId, fileId, alt: 'two' });
  expect(claims.get(fileId)).toBe(`product-image:${fileId}`);
  const third = await selling.addImage({ productId, url: 'https://e.example/3.png', alt: 'three' });
  const imageId = third.images[2]!.id;
  const moved = await selling.updateImage({ imageId, position: 0, alt: 'first' });
  expect(moved.images.map(({ alt }) => alt)).toEqual(['first', 'one', 'two']);
  await selling.updateImage({ imageId, alt: 'still' });
  await expect(selling.addImage({ productId, fileId })).rejects.toMatchObject({ extras: { reason: 'file_taken' } });
  await expect(selling.addImage({ productId })).rejects.toMatchObject({ code: 'invalid_argument' });
  await selling.removeImage({ imageId: moved.images[2]!.id });
  expect(claims.has(fileId)).toBe(false);
  const stranger = (await newVendor(t)).selling;
  await expect(stranger.removeImage({ imageId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(stranger.addImage({ productId, fileId: t.ctx('catalog').id() })).rejects.toMatchObject({
    code: 'not_found',
  });
  await t.db('catalog').run`
    insert into product_images (id, product_id, position, url)
    select gen_random_uuid(), ${productId}, n, 'https://e.example/n.png' from generate_series(10, 257) as n`;
  await expect(selling.addImage({ productId, url: 'https://e.example/m.png' })).rejects.toMatchObject({
    extras: { reason: 'too_many' },
  });
  const lease = t.ctx('catalog').id();
  mimes.set(lease, 'application/pdf');
  await expect(selling.addImage({ productId, fileId: lease })).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(claims.has(lease)).toBe(false);
});

test('attributes are of the types that the categories of a product say, and what is required must be there to publish', async () => {
  const { selling, admin, newProduct, slug } = await newVendor(t);
  const attributes = [
    { key: 'author', label: 'Author', type: 'text' as const, required: true },
    { key: 'pages', label: 'Pages', type: 'number' as const },
    { key: 'cover', label: 'Cover', type: 'choice' as const, choices: ['soft', 'hard'] },
  ];
  const books = await admin.createCategory({ slug: `books-${slug}`, title: 'Books', attributes });
  const poetry = await admin.createCategory({ slug: `poetry-${slug}`, title: 'Poetry', parentId: books.id });
  const { id: productId } = await newProduct({ published: false, categoryIds: [poetry.id] });
  await expect(selling.publishProduct({ productId })).rejects.toMatchObject({
    extras: { reason: 'incomplete', details: { missing: ['Author'] } },
  });
  for (const bad of [{ author: 3 }, { pages: 'many' }, { cover: 'none' }, { smell: 'old' }])
    await expect(selling.updateProduct({ productId, attributes: bad })).rejects.toMatchObject({
      code: 'invalid_argument',
      extras: { reason: 'bad_attributes' },
    });
  const good = { author: 'Ina Berg', pages: 120, cover: 'soft' };
  await selling.updateProduct({ productId, attributes: good });
  expect(await selling.publishProduct({ productId })).toMatchObject({ attributes: good });
  await expect(selling.updateProduct({ productId, categoryIds: [] })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

test('own products are listed with their stock, found by title or SKU, and changed by whoever saw the last version', async () => {
  const { selling, newProduct, vendorId } = await newVendor(t);
  const first = await newProduct({ title: 'Alpha', sizes: ['S', 'M'], onHand: 4 });
  const second = await newProduct({ title: 'Beta', published: false });
  await selling.updateVariant({ variantId: second.variants[0]!.id, sku: 'BETA-9' });
  const list = (more: object = {}) => selling.listOwnProducts({ vendorId, ...more });
  expect((await list()).items).toMatchObject([{ title: 'Beta' }, { title: 'Alpha', variants: 2, onHand: 8, held: 0 }]);
  expect((await list({ search: 'alp' })).items).toHaveLength(1);
  expect((await list({ search: 'BETA-9' })).items).toHaveLength(1);
  expect((await list({ state: 'active' })).items).toMatchObject([{ title: 'Alpha' }]);
  const { nextCursor } = await list({ limit: 1 });
  expect((await list({ limit: 1, cursor: nextCursor! })).items).toMatchObject([{ title: 'Alpha' }]);
  const tags = ['a', 'b'];
  const changed = await selling.updateProduct({
    ...{ productId: first.id, title: 'Gamma', brand: 'Acme', tags, giftCard: true, seoTitle: 'G', seoDescription: 'g' },
    expectedVersion: first.version,
  });
  expect(changed).toMatchObject({ title: 'Gamma', brand: 'Acme', tags, giftCard: true, version: first.version + 1 });
  await expect(
    selling.updateProduct({ productId: first.id, title: 'Delta', expectedVersion: first.version }),
  ).rejects.toMatchObject({ code: 'version_mismatch' });
});

test('what is a vendor’s is not there for the vendor of another shop, and for residents even less', async () => {
  const { newProduct, vendorId } = await newVendor(t);
  const { id: productId, variants } = await newProduct();
  const variantId = variants[0]!.id;
  const { selling: other } = await newVendor(t);
  const tries = [
    other.updateProduct({ productId, title: 'Mine' }),
    other.publishProduct({ productId }),
    other.archiveProduct({ productId }),
    other.restoreProduct({ productId }),
    other.addVariant({ productId, price }),
    other.updateVariant({ variantId, sku: 'X' }),
    other.archiveVariant({ variantId }),
    other.addImage({ productId, url: 'https://e.example/a.png' }),
    other.setPrices({ variantId, prices: [{ price }] }),
    other.listStockMovements({ variantId }),
  ];
  expect(new Set(await outcomes(tries))).toEqual(new Set(['not_found']));
  const refused = [
    other.createProduct({ vendorId, title: 'Mine', variants: [{ price }] }),
    other.listOwnProducts({ vendorId }),
    other.putVendor({ vendorId, slug: 'mine', name: 'Mine' }),
    t.as(t.person('resident@building:x')).catalog.updateProduct({ productId, title: 'Mine' }),
  ];
  expect(new Set(await outcomes(refused))).toEqual(new Set(['permission_denied']));
});

test('a product of no vendor, category or location cannot be made', async () => {
  const { admin, selling, vendorId } = await newVendor(t);
  const nobody = t.ctx('catalog').id();
  const made = { title: 'Lost', variants: [{ price }] };
  const tries = [
    admin.createProduct({ ...made, vendorId: nobody }),
    selling.createProduct({ ...made, vendorId, slug: 'lost-1', categoryIds: [nobody] }),
    selling.createProduct({ ...made, vendorId, slug: 'lost-2', locationId: nobody }),
  ];
  expect(new Set(await outcomes(tries))).toEqual(new Set(['not_found']));
  const location = await selling.createLocation({ vendorId, name: 'Barn' });
  const kept = await selling.createProduct({ ...made, vendorId, slug: 'lost-3', locationId: location.id });
  expect(kept.variants[0]!.inventory).toEqual([{ locationId: location.id, onHand: 0, held: 0 }]);
});
