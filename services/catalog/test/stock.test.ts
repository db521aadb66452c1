import { afterAll, beforeAll, expect, test } from 'vitest';
import { meeting } from '#kernel/testing/meeting';
import { userDeleted } from '#services/iam/events';
import { inventoryChanged, stockWatchMet } from '../events.ts';
import { buyer, newVendor, openShop, outcomes, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

/** Time passes, and what is told in it arrives. */
async function pass(duration: '0s' | '2s' | '20m') {
  await t.advance(duration);
  await t.settle();
}

async function shelf(onHand = 10) {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand });
  const variantId = product.variants[0]!.id;
  const locationId = await vendor.location();
  const what = { variantId, locationId, reason: 'count' as const };
  const told = () =>
    t
      .published(inventoryChanged)
      .filter(({ subject }) => subject === variantId)
      .map(({ data }) => [data.available, data.became]);
  return { ...vendor, product, variantId, locationId, what, told };
}

test('stock is set and adjusted with a reason, and each change is in the log', async () => {
  const { selling, what, variantId, seller } = await shelf();
  expect(await selling.setStock({ ...what, onHand: 7, note: 'Counted twice' })).toMatchObject({
    onHand: 7,
    available: 7,
  });
  expect(await selling.adjustStock({ ...what, reason: 'damage', change: -2 })).toMatchObject({ onHand: 5 });
  await selling.setStock({ ...what, onHand: 5 });
  const { items } = await selling.listStockMovements({ variantId, limit: 1 });
  expect(items).toMatchObject([{ change: -2, onHand: 5, reason: 'damage', note: null, userId: seller.userId }]);
  const { nextCursor } = await selling.listStockMovements({ variantId, limit: 1 });
  const rest = await selling.listStockMovements({ variantId, cursor: nextCursor! });
  expect(rest.items).toMatchObject([{ change: -3, onHand: 7, reason: 'count', note: 'Counted twice' }]);
  await expect(selling.setStock({ ...what, onHand: 1, expectedOnHand: 9 })).rejects.toMatchObject({
    code: 'version_mismatch',
    extras: { details: { onHand: 5 } },
  });
  expect(await selling.setStock({ ...what, onHand: 1, expectedOnHand: 5 })).toMatchObject({ onHand: 1 });
});

test('of two who count the same shelf at once both find what they counted', async () => {
  const { selling, what, variantId } = await shelf(10);
  const counted = () => selling.setStock({ ...what, onHand: 7 });
  await meeting(t.db('catalog'), tx => tx.run`select from inventory where variant_id = ${variantId} for update`, [
    counted,
    counted,
  ]);
  expect((await selling.listStockMovements({ variantId })).items).toMatchObject([{ change: -3, onHand: 7 }]);
});

test('there cannot be fewer pieces than are promised, nor others than the vendor’s', async () => {
  const { selling, what, variantId } = await shelf(5);
  await buyer(t).hold([{ variantId, quantity: 3 }]);
  for (const attempt of [
    () => selling.setStock({ ...what, onHand: 2 }),
    () => selling.adjustStock({ ...what, change: -3 }),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'stock_held' } });
  expect(await selling.adjustStock({ ...what, change: -2 })).toMatchObject({ onHand: 3, held: 3, available: 0 });
  const other = await shelf();
  const tries = [
    other.selling.setStock({ ...what, onHand: 1 }),
    other.selling.adjustStock({ ...what, change: 1 }),
    selling.setStock({ ...what, locationId: other.locationId, onHand: 1 }),
    other.selling.renameLocation({ locationId: what.locationId, name: 'Mine' }),
    other.selling.deleteLocation({ locationId: what.locationId }),
  ];
  expect(new Set(await outcomes(tries))).toEqual(new Set(['not_found']));
});

test('many adjustments at once all count', async () => {
  const { selling, what, variantId, vendorId, product } = await shelf(0);
  const order = buyer(t);
  await Promise.all(Array.from({ length: 30 }, () => selling.adjustStock({ ...what, change: 1 })));
  const ended = await outcomes([
    ...Array.from({ length: 20 }, () => order.hold([{ variantId, quantity: 1 }])),
    ...Array.from({ length: 10 }, () => selling.adjustStock({ ...what, change: -1 })),
  ]);
  expect(new Set(ended)).toEqual(new Set(['ok']));
  const { variants } = await selling.getOwnProduct({ vendorId, productId: product.id });
  expect(variants[0]!.inventory).toMatchObject([{ onHand: 20, held: 20 }]);
});

test('locations are named, renamed, listed, and deleted while they were never used', async () => {
  const { selling, vendorId, locationId, what } = await shelf();
  const cellar = await selling.createLocation({ vendorId, name: 'Cellar' });
  await expect(selling.createLocation({ vendorId, name: 'Cellar' })).rejects.toMatchObject({
    extras: { reason: 'name_taken' },
  });
  expect(await selling.renameLocation({ locationId: cellar.id, name: 'Barn' })).toMatchObject({ name: 'Barn' });
  const { items, nextCursor } = await selling.listLocations({ vendorId, limit: 1 });
  expect(items).toMatchObject([{ id: locationId, name: 'Main' }]);
  expect((await selling.listLocations({ vendorId, cursor: nextCursor! })).items).toMatchObject([{ name: 'Barn' }]);
  await selling.deleteLocation({ locationId: cellar.id });
  await expect(selling.deleteLocation({ locationId: what.locationId })).rejects.toMatchObject({
    extras: { reason: 'in_use' },
  });
});

test('the stock list shows every variant and location, or only what runs low', async () => {
  const { selling, vendorId, newProduct, variantId, locationId } = await shelf(10);
  await newProduct({ onHand: 2 });
  await newProduct({ onHand: 0, oversell: true });
  const all = await selling.listStock({ vendorId, limit: 2 });
  const rest = await selling.listStock({ vendorId, cursor: all.nextCursor! });
  expect(all.items).toHaveLength(2);
  expect(rest.items).toHaveLength(1);
  expect((await selling.listStock({ vendorId, low: true })).items).toMatchObject([{ onHand: 2, lowStockAt: 3 }]);
  expect((await selling.listStock({ vendorId, locationId })).items).toHaveLength(3);
  expect(all.items[0]).toMatchObject({ variantId, onHand: 10 });
});

test('changes of one second are told as one, and those that cancel out not at all', async () => {
  const { variantId, told, slug: vendor } = await shelf(10);
  const order = buyer(t);
  await pass('2s');
  await order.hold([{ variantId, quantity: 4 }]);
  await order.hold([{ variantId, quantity: 4 }]);
  await pass('0s');
  expect(told()).toEqual([[2, 'low']]);
  const { holdId } = await order.hold([{ variantId, quantity: 2 }]);
  await pass('0s');
  expect(told()).toHaveLength(1);
  await pass('2s');
  expect(told()).toEqual([
    [2, 'low'],
    [0, 'sold_out'],
  ]);
  const listed = async () => (await t.anonymous().catalog.listProducts({ vendor })).items[0]!.stock;
  expect(await listed()).toBe('sold_out');
  await order.releaseStockHold({ holdId });
  await order.hold([{ variantId, quantity: 2 }]);
  await pass('2s');
  expect(told()).toHaveLength(2);
  await pass('20m');
  expect(told().at(-1)).toEqual([10, 'available']);
  expect(await listed()).toBe('available');
});

test('who waits for a variant or a price is told once when it comes, and may stop waiting', async () => {
  const { selling, what, variantId } = await shelf(0);
  const people = [t.person(), t.person(), t.person()];
  const [first, second, third] = people.map(person => t.as(person).catalog) as [
    never,
    never,
    never,
  ] as (typeof selling)[];
  const met = () =>
    t
      .published(stockWatchMet)
      .filter(({ subject }) => subject === variantId)
      .map(({ data }) => (data.userIds as string[]).toSorted());
  await pass('2s');
  expect(await first!.watchVariant({ variantId, kind: 'stock' })).toMatchObject({ kind: 'stock', below: null });
  await first!.watchVariant({ variantId, kind: 'stock' });
  await second!.watchVariant({ variantId, kind: 'stock' });
  await third!.watchVariant({ variantId, kind: 'price', below: { amount: '900', currency: 'EUR' } });
  expect(await second!.watchVariant({ variantId, kind: 'price' })).toMatchObject({ below: { amount: '999' } });
  const page = await second!.listWatches({ limit: 1 });
  const rest = await second!.listWatches({ limit: 1, cursor: page.nextCursor! });
  expect([...page.items, ...rest.items].map(({ kind }) => kind)).toEqual(['price', 'stock']);
  await second!.unwatchVariant({ variantId, kind: 'price' });

  await selling.adjustStock({ ...what, change: 5 });
  await pass('2s');
  expect(met()).toEqual([[people[0]!.userId, people[1]!.userId].toSorted()]);
  await selling.setPrices({ variantId, prices: [{ price: { amount: '950', currency: 'EUR' } }] });
  await pass('0s');
  expect(met()).toHaveLength(1);
  await selling.setPrices({ variantId, prices: [{ price: { amount: '900', currency: 'EUR' } }] });
  await pass('0s');
  expect(met().at(-1)).toEqual([people[2]!.userId]);
  expect((await third!.listWatches({})).items).toEqual([]);

  await expect(
    first!.watchVariant({ variantId, kind: 'stock', below: { amount: '1', currency: 'EUR' } }),
  ).rejects.toMatchObject({ code: 'invalid_argument' });
  await selling.setPrices({ variantId, prices: [] });
  await expect(first!.watchVariant({ variantId, kind: 'price' })).rejects.toMatchObject({
    extras: { reason: 'no_price' },
  });
  await expect(first!.watchVariant({ variantId: t.ctx('catalog').id(), kind: 'stock' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('what is not on sale cannot be waited for, nor five hundred things and one more', async () => {
  const { selling, variantId, newProduct } = await shelf();
  const draft = await newProduct({ published: false });
  await expect(selling.watchVariant({ variantId: draft.variants[0]!.id, kind: 'stock' })).rejects.toMatchObject({
    code: 'not_found',
  });
  const person = t.person();
  const now = t.clock.now();
  await t.db('catalog').run`
    with copies as (
      insert into product_variants (id, product_id, vendor_id, position, archived_at, announced_at, created_at)
      select gen_random_uuid(), product_id, vendor_id, n, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
      from product_variants cross join generate_series(1, 500) as n where id = ${variantId} returning id)
    insert into stock_watches (user_id, variant_id, kind, created_at)
    select ${person.userId}::uuid, id, 'stock', ${now}::timestamptz from copies`;
  await expect(t.as(person).catalog.watchVariant({ variantId, kind: 'stock' })).rejects.toMatchObject({
    extras: { reason: 'too_many' },
  });
});

test('a deleted account leaves no watch and no name in the log, also when it is told twice', async () => {
  const { selling, what, variantId, seller } = await shelf();
  await selling.watchVariant({ variantId, kind: 'stock' });
  await selling.adjustStock({ ...what, change: 1 });
  await t.deliver(userDeleted, { userId: seller.userId });
  await t.redeliver();
  expect((await selling.listWatches({})).items).toEqual([]);
  expect((await selling.listStockMovements({ variantId })).items).toMatchObject([{ userId: null, change: 1 }]);
});
