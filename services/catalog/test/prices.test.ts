import { afterAll, beforeAll, expect, test } from 'vitest';
import { plus } from '#kernel/time';
import { priceChanged } from '../events.ts';
import { buyer, newVendor, openShop, outcomes, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

const eur = (amount: string) => ({ amount, currency: 'EUR' });

async function shelf(price = '1000') {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ price, sizes: ['S', 'M'] });
  const [first, second] = product.variants as [(typeof product.variants)[0], (typeof product.variants)[0]];
  const order = buyer(t);
  const offer = async (quantity = 1, buildingIds: string[] = [], currency = 'EUR') =>
    (await order.getOffers({ items: [{ variantId: first.id, quantity }], currency, userId: null, buildingIds }))
      .items[0];
  const set = (amount: string, compareAt: string | null = null) =>
    vendor.selling.setPrices({ variantId: first.id, prices: [{ price: eur(amount), compareAt }] });
  return { ...vendor, product, first, second, order, offer, set, everybody: t.anonymous().catalog };
}

test('an offer has what a cart needs, in the order asked, and leaves out what is not sold in the currency', async () => {
  const { first, second, order, product, vendorId, selling } = await shelf();
  await selling.setPrices({
    variantId: second.id,
    prices: [{ price: eur('1500') }, { price: { amount: '150', currency: 'JPY' } }],
  });
  const items = [second, first].map(({ id }) => ({ variantId: id, quantity: 1 }));
  const missing = { variantId: order.newId(), quantity: 1 };
  const asked = { items: [missing, ...items], userId: null };
  const { items: offers } = await order.getOffers({ ...asked, currency: 'EUR' });
  expect(offers).toEqual([
    expect.objectContaining({ variantId: second.id, variantTitle: 'M', price: eur('1500') }),
    {
      variantId: first.id,
      ...{ productId: product.id, vendorId, sku: null, slug: product.slug, title: product.title, variantTitle: 'S' },
      ...{ imageUrl: null, sellable: true, price: eur('1000'), priorPrice: null, available: 10, weightGrams: 0 },
      ...{ requiresShipping: true, taxCategory: 'standard', categoryIds: [], shipsFrom: null, giftCard: false },
    },
  ]);
  expect((await order.getOffers({ ...asked, currency: 'JPY' })).items).toMatchObject([
    { variantId: second.id, price: { amount: '150', currency: 'JPY' } },
  ]);
  await selling.archiveProduct({ productId: product.id });
  expect((await order.getOffers({ ...asked, currency: 'EUR' })).items).toMatchObject([
    { sellable: false },
    { sellable: false },
  ]);
});

test('an offer names its categories with all above them, the narrowest first', async () => {
  const { admin, newProduct } = await newVendor(t);
  const top = await admin.createCategory({ slug: 'top', title: 'Top' });
  const middle = await admin.createCategory({ slug: 'middle', title: 'Middle', parentId: top.id });
  const leaf = await admin.createCategory({ slug: 'leaf', title: 'Leaf', parentId: middle.id });
  const { variants } = await newProduct({ title: 'Deep', categoryIds: [middle.id, leaf.id] });
  const items = [{ variantId: variants[0]!.id, quantity: 1 }];
  const { items: offers } = await buyer(t).getOffers({ items, currency: 'EUR', userId: null });
  expect(offers[0]!.categoryIds).toEqual([leaf.id, middle.id, top.id]);
});

test('of all lists that hold for a buyer the lowest price counts, at once and for nobody else', async () => {
  const { selling, vendorId, first, product, offer, everybody } = await shelf();
  const [home, elsewhere] = [t.ctx('catalog').id(), t.ctx('catalog').id()];
  const put = async (more: object, price: string, minQuantity = 1) => {
    const list = await selling.createPriceList({ vendorId, name: 'A list', ...more });
    const item = { variantId: first.id, minQuantity, currency: 'EUR', price };
    await selling.putListPrices({ priceListId: list.id, items: [item, item] });
    return list;
  };
  await put({ audience: 'residents' }, '900');
  await put({ audience: 'building', buildingId: home }, '800');
  await put({}, '700', 10);
  expect((await offer())?.price).toEqual(eur('1000'));
  expect((await offer(1, [elsewhere]))?.price).toEqual(eur('900'));
  expect(await offer(1, [elsewhere, home])).toMatchObject({ price: eur('800'), priorPrice: eur('1000') });
  expect((await offer(10))?.price).toEqual(eur('700'));
  const resident = t.as(t.person(`resident@building:${home}`)).catalog;
  const seenBy = async ({ getProduct }: typeof everybody) => (await getProduct({ product: product.id })).variants[0];
  expect(await seenBy(everybody)).toMatchObject({ price: eur('1000') });
  expect(await seenBy(resident)).toMatchObject({
    price: eur('800'),
    quantityPrices: [{ minQuantity: 10, price: eur('700') }],
  });
  expect(await seenBy(everybody)).toMatchObject({ price: eur('1000') });
  await put({ audience: 'building', buildingId: home }, '750');
  expect(await offer(1, [elsewhere, home])).toMatchObject({ price: eur('750') });
  expect(await seenBy(resident)).toMatchObject({ price: eur('750') });
});

test('a sale begins and ends by itself: prices, prior prices, listings and events follow', async () => {
  const { selling, vendorId, first, product, offer, everybody, slug: vendor } = await shelf();
  const now = t.clock.now();
  const sale = await selling.createPriceList({
    ...{ vendorId, name: 'Sale', startsAt: plus(now, '1d'), endsAt: plus(now, '3d') },
  });
  await selling.putListPrices({
    priceListId: sale.id,
    items: [{ variantId: first.id, currency: 'EUR', price: '600' }],
  });
  const listed = async () => (await everybody.listProducts({ vendor })).items[0]!.variants[0]!;
  expect(await listed()).toMatchObject({ price: eur('1000'), priorPrice: null });
  await t.advance('25h');
  expect(await offer()).toMatchObject({ price: eur('600'), priorPrice: eur('1000') });
  expect(await listed()).toMatchObject({ price: eur('600'), priorPrice: eur('1000') });
  expect((await everybody.getProduct({ product: product.id })).variants[0]).toMatchObject({ priorPrice: eur('1000') });
  await t.advance('2d');
  expect(await listed()).toMatchObject({ price: eur('1000'), priorPrice: null });
  const told = t.published(priceChanged).filter(({ subject }) => subject === first.id);
  expect(told.map(({ data }) => (data as { price: { amount: string } }).price.amount)).toEqual(['600', '1000']);
});

test('the prior price is the lowest of thirty days, whatever it is said to have cost', async () => {
  const { set, offer } = await shelf();
  await t.advance('40d');
  await set('800');
  expect(await offer()).toMatchObject({ price: eur('800'), priorPrice: eur('1000') });
  await t.advance('5d');
  await set('1200');
  expect(await offer()).toMatchObject({ price: eur('1200'), priorPrice: null });
  await t.advance('5d');
  await set('900', '2000');
  expect(await offer()).toMatchObject({ price: eur('900'), priorPrice: null });
  await t.advance('31d');
  await set('700', '5000');
  expect(await offer()).toMatchObject({ price: eur('700'), priorPrice: eur('900') });
});

test('a variant loses its price where the last one is taken away', async () => {
  const { selling, first, second, offer, everybody, product, slug: vendor } = await shelf();
  await selling.setPrices({ variantId: first.id, prices: [] });
  expect(await offer()).toBeUndefined();
  expect((await everybody.getProduct({ product: product.id })).variants[0]).toMatchObject({ price: null });
  await selling.setPrices({ variantId: second.id, prices: [] });
  expect((await everybody.listProducts({ vendor })).items).toEqual([]);
  await selling.archiveProduct({ productId: product.id });
  await selling.restoreProduct({ productId: product.id });
  await expect(selling.publishProduct({ productId: product.id })).rejects.toMatchObject({
    extras: { reason: 'incomplete' },
  });
});

test('price lists are changed, looked through and deleted by their vendor alone', async () => {
  const { selling, vendorId, first, second, offer } = await shelf();
  const list = await selling.createPriceList({ vendorId, name: 'First' });
  await selling.createPriceList({ vendorId, name: 'Second' });
  const { id: priceListId } = list;
  await selling.putListPrices({
    priceListId,
    items: [first, second].map(({ id }) => ({ variantId: id, currency: 'EUR', price: '500' })),
  });
  const { items, nextCursor } = await selling.listListPrices({ priceListId, limit: 1 });
  const rest = await selling.listListPrices({ priceListId, limit: 1, cursor: nextCursor! });
  expect([...items, ...rest.items].map(({ variantId }) => variantId).sort()).toEqual([first.id, second.id].sort());
  // Two of one variant, by quantity.
  const many = await selling.createPriceList({ vendorId, name: 'Many' });
  const steps = [1, 10].map(minQuantity => ({ variantId: first.id, minQuantity, currency: 'EUR', price: '600' }));
  await selling.putListPrices({ priceListId: many.id, items: steps });
  const one = await selling.listListPrices({ priceListId: many.id, limit: 1 });
  const ten = await selling.listListPrices({ priceListId: many.id, limit: 1, cursor: one.nextCursor! });
  expect([one, ten].map(page => page.items[0]?.minQuantity)).toEqual([1, 10]);
  await selling.deletePriceList({ priceListId: many.id });
  const page = await selling.listPriceLists({ vendorId, limit: 1 });
  expect(page.items).toMatchObject([{ name: 'Second' }]);
  const next = await selling.listPriceLists({ vendorId, limit: 1, cursor: page.nextCursor! });
  expect(next.items).toMatchObject([{ name: 'First' }]);
  expect((await offer())?.price).toEqual(eur('500'));
  const off = await selling.updatePriceList({ priceListId, active: false, name: 'Off', expectedVersion: 1 });
  expect(off).toMatchObject({ active: false, name: 'Off', version: 2 });
  expect((await offer())?.price).toEqual(eur('1000'));
  await selling.updatePriceList({ priceListId, active: true });
  await selling.putListPrices({ priceListId, items: [{ variantId: first.id, currency: 'EUR', price: null }] });
  expect((await offer())?.price).toEqual(eur('1000'));

  const other = await shelf();
  const foreign = { priceListId, items: [{ variantId: other.first.id, currency: 'EUR', price: '1' }] };
  const startsAt = t.clock.now();
  const tries = [
    selling.putListPrices(foreign),
    other.selling.putListPrices(foreign),
    other.selling.updatePriceList({ priceListId, active: false }),
    other.selling.deletePriceList({ priceListId }),
    other.selling.listListPrices({ priceListId }),
  ];
  expect(new Set(await outcomes(tries))).toEqual(new Set(['not_found']));
  const odd = [
    selling.createPriceList({ vendorId, name: 'Odd', audience: 'building' }),
    selling.createPriceList({ vendorId, name: 'Odd', startsAt, endsAt: startsAt }),
    selling.updatePriceList({ priceListId, startsAt, endsAt: startsAt }),
  ];
  expect(new Set(await outcomes(odd))).toEqual(new Set(['invalid_argument']));
  await selling.deletePriceList({ priceListId });
  expect((await selling.listPriceLists({ vendorId })).items).toHaveLength(1);
});
