import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { productCreated, productUpdated } from '../events.ts';
import { type Load, loading, ownOf, textOf } from './files.ts';
import { buyer, newVendor, openShop, type Shop } from './shop.ts';

let t: Shop;
let load: Load;
beforeAll(async () => {
  ({ t } = await openShop());
  load = loading(t);
});
afterAll(() => t.close());

const sample = readFileSync(new URL('./fixtures/products.csv', import.meta.url));
const header =
  'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Inventory Qty,Variant Inventory Tracker,Published';
const row = (
  handle: string,
  title: string,
  price = '5.00',
  more: { option?: string; sku?: string; stock?: string } = {},
) =>
  `${handle},${title},${title && more.option ? 'Size' : ''},${more.option ?? ''},${more.sku ?? ''},${price},${more.stock ?? '1'},shopify,true`;
const lines = (...all: string[]) => Buffer.from(`${[header, ...all].join('\n')}\n`);

test('a file brings products with variants, pictures in their order, stock, prices, states and categories', async () => {
  const vendor = await newVendor(t);
  expect(await load(vendor, sample)).toMatchObject({ state: 'done', rows: 6, created: 3, updated: 0, reported: 0 });
  const jacket = await ownOf(vendor, 'Rain jacket');
  expect(jacket).toMatchObject({
    ...{ state: 'active', brand: 'Wetterfest', tags: ['Clothing', 'Rain'], options: ['Colour', 'Size'] },
    ...{ seoTitle: 'Rain jacket in yellow', categories: [{ slug: 'outdoor' }] },
    images: [{ alt: 'From the back' }, { alt: 'From the front' }, { alt: '' }, { alt: 'The label' }],
    variants: [
      { title: 'Yellow / M', sku: 'RJ-Y-M', barcode: "'4006381333931", available: 12, weightGrams: 640 },
      { title: 'Yellow / L', available: null, oversell: true },
      { title: 'Blue / M', price: { amount: '8990', currency: 'EUR' }, priorPrice: null },
    ],
  });
  expect(jacket.variants[0]!.priorPrice).toEqual({ amount: '11990', currency: 'EUR' });
  expect(jacket.variants[0]!.imageId).toBe(jacket.images[1]!.id);
  expect(jacket.description).toContain('<li>Two pockets</li>');
  const voucher = await ownOf(vendor, 'Gift voucher');
  expect(voucher).toMatchObject({
    giftCard: true,
    options: [],
    variants: [{ available: null, taxCategory: 'exempt' }],
  });
  expect(await ownOf(vendor, 'Beeswax')).toMatchObject({ state: 'draft' });
  expect(t.published(productCreated).filter(({ data }) => data.vendorId === vendor.vendorId)).toHaveLength(3);
});

test('the same file again changes nothing and says so; another file changes what differs', async () => {
  const vendor = await newVendor(t);
  await load(vendor, sample);
  const before = await ownOf(vendor, 'Rain jacket');
  expect(await load(vendor, sample)).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  expect(await ownOf(vendor, 'Rain jacket')).toEqual(before);
  const told = () => t.published(productUpdated).filter(({ data }) => data.vendorId === vendor.vendorId).length;
  expect(told()).toBe(0);
  const other = Buffer.from(sample.toString().replace('12,deny', '15,deny').replace('7.50', '6.50'));
  expect(await load(vendor, other)).toMatchObject({ updated: 2, unchanged: 1 });
  const after = await ownOf(vendor, 'Rain jacket');
  expect(after.variants.map(({ id }) => id)).toEqual(before.variants.map(({ id }) => id));
  expect(after.variants[0]).toMatchObject({ available: 15 });
  const { items } = await vendor.selling.listStockMovements({ variantId: after.variants[0]!.id });
  expect(items).toMatchObject([{ change: 3, onHand: 15, reason: 'import' }]);
  expect((await ownOf(vendor, 'Beeswax')).variants[0]).toMatchObject({
    price: { amount: '650', currency: 'EUR' },
    priorPrice: { amount: '750', currency: 'EUR' },
  });
  expect(told()).toBe(2);
});

test('an export imports to the same catalogue: exported again it is the same, byte for byte', async () => {
  const [first, second] = [await newVendor(t), await newVendor(t)];
  await load(first, sample);
  const text = await textOf(first);
  expect(text.split('\n')[0]).toContain('Variant Weight Unit');
  expect(text).toContain('product.metafields.shopify.color');
  expect(await load(second, Buffer.from(text))).toMatchObject({ created: 3, reported: 0 });
  expect(await textOf(second)).toBe(text);
  expect(await load(first, Buffer.from(text))).toMatchObject({ created: 0, updated: 0, unchanged: 3 });
  const odd = lines(
    row('a', '"x, ""y"""'),
    row('B', 'Big', '1', { sku: 'S-1' }),
    row('é', 'Accent', '2', { sku: 'S-1' }),
  );
  const [third, fourth] = [await newVendor(t), await newVendor(t)];
  await load(third, odd);
  await load(fourth, Buffer.from(await textOf(third)));
  expect(await textOf(fourth)).toBe(await textOf(third));
});

test('damaged rows are told by their line and the rest goes in', async () => {
  const vendor = await newVendor(t);
  const twoSizes = [row('two', 'Two', '5.00', { option: 'S' }), row('two', '', '6.00', { option: 'S' })];
  const report = await load(
    vendor,
    lines(
      row('good', 'Good'),
      row('dear', 'Dear', 'ten'),
      row('owed', 'Owed', '3.00', { stock: '-4', sku: 'A' }),
      row('', 'Nameless'),
      row('untitled', ''),
      ...twoSizes,
      row('same', 'Same', '4.00', { sku: 'A' }),
      row('plain', 'Plain', '4.00').replace('Plain,,,', 'Plain,,Red,'),
      row('good', 'Good again'),
      row('many', 'Many', '1.00', { stock: 'lots' }),
      'short,Short,,',
      row('exact', 'Exact', '1.999'),
      'bare,Bare,,,,,,,',
      row('last', 'Last'),
      row('last', '', '', { stock: '' }).replace('shopify,true', ','),
      row('last', '', '2.00', { option: 'XL' }),
    ),
  );
  expect(report.brief).toEqual([
    [3, 'bad_price', true],
    [3, 'no_variant', true],
    [4, 'negative_stock', false],
    [5, 'missing_handle', true],
    [6, 'missing_title', true],
    [8, 'duplicate_options', true],
    [9, 'duplicate_sku', false],
    [10, 'unknown_option', true],
    [10, 'no_variant', true],
    [11, 'scattered', true],
    [12, 'bad_quantity', true],
    [12, 'no_variant', true],
    [13, 'wrong_column_count', true],
    [14, 'bad_price', true],
    [14, 'no_variant', true],
    [15, 'no_variant', true],
    [17, 'empty_row', true],
    [18, 'unknown_option', true],
  ]);
  expect(report).toMatchObject({ state: 'done', created: 5, rows: 17, reported: 18 });
  const { items } = await vendor.selling.listOwnProducts({ vendorId: vendor.vendorId });
  expect(items.map(({ title }) => title).sort()).toEqual(['Good', 'Last', 'Owed', 'Same', 'Two']);
  const { nextCursor } = await vendor.selling.listImportNotes({ importId: report.id, limit: 2 });
  const rest = await vendor.selling.listImportNotes({ importId: report.id, limit: 1, cursor: nextCursor! });
  expect(rest.items).toMatchObject([{ line: 4 }]);
});

test('quotes that do not close, bytes that are not UTF-8, and line ends of all kinds cost only their own row', async () => {
  const vendor = await newVendor(t);
  const text = lines(
    row('one', 'One'),
    row('open', '"Open'),
    row('two', '"Two\nlines"'),
    row('wrong', '"Wro"ng'),
    row('long', 'Long <b>\nof two lines'),
    row('odd', '"Odd" one'),
    row('three', 'Thr\u00e9e'),
  ).toString();
  const content = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from(text.replaceAll('\n', '\r\n')),
    Buffer.from(`latin,Caf`),
    Buffer.from([0xe9]),
    Buffer.from(`,,,,5.00,1,shopify,true\n\n${row('four', 'Four')}`),
  ]);
  const report = await load(vendor, content);
  expect(report.brief).toEqual([
    [3, 'malformed', true],
    [6, 'malformed', true],
    [8, 'wrong_column_count', true],
    [9, 'malformed', true],
    [11, 'not_utf8', true],
  ]);
  const { items } = await vendor.selling.listOwnProducts({ vendorId: vendor.vendorId });
  expect(items.map(({ title }) => title).sort()).toEqual(
    ['Four', 'One', 'Three'.replace('e', 'é'), 'Two lines'].sort(),
  );
});

test('columns may be renamed, reordered, missing or new; what a file does not speak of stays', async () => {
  const vendor = await newVendor(t);
  await load(vendor, sample);
  const newer =
    'Price,Title,URL handle,SKU,Inventory quantity,Colour (product.metafields.custom.colour)\n8.00,Beeswax,beeswax,BW-1,39,gold\n';
  expect(await load(vendor, Buffer.from(newer))).toMatchObject({ updated: 1, reported: 0 });
  const wax = await ownOf(vendor, 'Beeswax');
  expect(wax).toMatchObject({ state: 'draft', brand: 'Imkerei', tags: ['honey'], description: '<p>From the roof</p>' });
  expect(wax.variants[0]).toMatchObject({ available: 39, weightGrams: 250, price: { amount: '800', currency: 'EUR' } });
  expect(await textOf(vendor)).toContain('Colour (product.metafields.custom.colour)');
  const other = lines(row('rain-jacket', 'Rain jacket', '80.00', { option: 'XL' }));
  expect((await load(vendor, other)).brief).toEqual([[2, 'other_options', true]]);
});

test('a file that is no table of products fails as a whole, and says why', async () => {
  const vendor = await newVendor(t);
  for (const text of ['', 'a,b\n1,2\n', 'Handle,Title,Variant Price,handle\n'])
    expect(await load(vendor, Buffer.from(text))).toMatchObject({
      state: 'failed',
      message: expect.any(String),
      created: 0,
    });
  const page = await vendor.selling.listImports({ vendorId: vendor.vendorId, limit: 2 });
  expect(page.items).toHaveLength(2);
  const rest = await vendor.selling.listImports({ vendorId: vendor.vendorId, cursor: page.nextCursor! });
  expect(rest.items).toHaveLength(1);
  const other = await newVendor(t);
  for (const attempt of [
    () => other.selling.getImport({ importId: page.items[0]!.id }),
    () => other.selling.listImportNotes({ importId: page.items[0]!.id }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  await expect(vendor.admin.exportProducts({ vendorId: t.ctx('catalog').id() })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('prices are read with the decimals of their currency', async () => {
  const vendor = await newVendor(t);
  await load(vendor, lines(row('yen', 'Yen', '1500'), row('half', 'Half', '0.5')), 'JPY');
  expect((await ownOf(vendor, 'Yen')).variants[0]!.prices).toMatchObject([
    { price: { amount: '1500', currency: 'JPY' } },
  ]);
  await load(vendor, lines(row('dinar', 'Dinar', '1.234')), 'KWD');
  expect((await ownOf(vendor, 'Dinar')).variants[0]!.prices).toMatchObject([{ price: { amount: '1234' } }]);
});

test('stock that is promised stays, and what was sold to order is put right from where it is', async () => {
  const vendor = await newVendor(t);
  const { selling, vendorId } = vendor;
  const policy = (stock: string, rule: string) =>
    Buffer.from(
      `Handle,Title,Variant Price,Variant Inventory Qty,Variant Inventory Tracker,Variant Inventory Policy\nkept,Kept,1,${stock},shopify,${rule}\n`,
    );
  await load(vendor, policy('5', 'deny'));
  const { variants } = await ownOf(vendor, 'Kept');
  const variantId = variants[0]!.id;
  const order = buyer(t);
  const { holdId } = await order.hold([{ variantId, quantity: 4 }]);
  expect((await load(vendor, policy('3', 'deny'))).brief).toEqual([[2, 'stock_held', false]]);
  const cellar = await selling.createLocation({ vendorId, name: 'Cellar' });
  await selling.setStock({ variantId, locationId: cellar.id, onHand: 6, reason: 'count' });
  await load(vendor, policy('4', 'deny'));
  const stock = async () =>
    (await ownOf(vendor, 'Kept')).variants[0]!.inventory.map(({ onHand, held }) => [onHand, held]);
  expect((await stock()).sort()).toEqual([
    [0, 0],
    [4, 4],
  ]);
  await load(vendor, policy('-2', 'continue'));
  await order.confirmStockHold({ holdId });
  expect((await ownOf(vendor, 'Kept')).variants[0]).toMatchObject({ oversell: true, available: null });
  await load(vendor, policy('9', 'deny'));
  expect((await ownOf(vendor, 'Kept')).variants[0]).toMatchObject({ oversell: false, available: 9 });
});

test('two vendors may have the same handles, and two imports at once do not double a product', async () => {
  const [first, second] = [await newVendor(t), await newVendor(t)];
  const file = lines(row('shared', 'Shared'), row('shared-too', 'Shared too'));
  await load(first, file);
  await load(second, file);
  expect((await ownOf(second, 'Shared too')).slug).toBe(`shared-too-${second.slug}`);
  const { selling, vendorId } = await newVendor(t);
  const other = lines(row('fresh', 'Fresh'));
  const begun = await Promise.all(
    [other, other].map(content => selling.uploadProducts({ vendorId, content, contentType: 'text/csv' })),
  );
  expect(begun[0]!.id).toBe(begun[1]!.id);
  await t.settle();
  expect((await selling.listOwnProducts({ vendorId })).items).toHaveLength(1);
});
