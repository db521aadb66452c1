// What is sold before it is there: a day is promised, a limit holds, and who waits is served first.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { plus } from '#kernel/time';
import { preorderMoved, preorderServed } from '../events.ts';
import { buyer, newVendor, openShop, outcomes, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

const dayIn = (days: number) => plus(t.clock.now(), `${days}d`).slice(0, 10);

/** A variant of which nothing is there, on preorder. */
async function onPreorder(wanted: { limit?: number | null; onHand?: number; days?: number } = {}) {
  const { limit = null, onHand = 0, days = 30 } = wanted;
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand });
  const variantId = product.variants[0]!.id;
  const shipsFrom = dayIn(days);
  await vendor.selling.setPreorder({ variantId, availableFrom: shipsFrom, limit });
  const order = buyer(t);
  const preorder = (quantity = 1, holdId = order.newId(), day: string | null = shipsFrom) =>
    order.holdStock({
      holdId,
      orderId: order.newId(),
      items: [{ variantId, quantity, shipsFrom: day }],
      expiresAt: plus(t.clock.now(), '15m'),
    });
  const sold = async (quantity = 1) => {
    const { holdId } = await preorder(quantity);
    await order.confirmStockHold({ holdId });
    return holdId;
  };
  const offer = async (quantity = 1) =>
    (await order.getOffers({ items: [{ variantId, quantity }], currency: 'EUR', userId: null })).items[0]!;
  const arrive = async (change: number) =>
    vendor.selling.adjustStock({ variantId, locationId: await vendor.location(), change, reason: 'delivery' });
  const now = async () => {
    const { variants } = await vendor.selling.getOwnProduct({ vendorId: vendor.vendorId, productId: product.id });
    const { inventory, preorder: queue, available, stock } = variants[0]!;
    const sum = (of: 'onHand' | 'held') => inventory.reduce((total, each) => total + each[of], 0);
    return { onHand: sum('onHand'), held: sum('held'), ...queue!, available, stock };
  };
  return { vendor, product, variantId, shipsFrom, order, preorder, sold, offer, arrive, now };
}
const ordersOf = async (...holdIds: string[]) => {
  const rows = await t.db('catalog').many({ id: col.uuid, order_id: col.uuid })`
    select id, order_id from stock_holds where id = any(${holdIds}::uuid[])`;
  return holdIds.map(holdId => rows.find(({ id }) => id === holdId)!.order_id);
};
const servedOf = (variantId: string) =>
  t
    .published(preorderServed)
    .filter(({ data }) => data.variantId === variantId)
    .map(({ data }) => data.orderId as string);
const movedOf = (variantId: string) =>
  t
    .published(preorderMoved)
    .filter(({ data }) => data.variantId === variantId)
    .map(({ data: { promised, shipsFrom } }) => ({ promised, shipsFrom }));
const settle = async () => {
  await t.advance('2s');
  await t.advance('2s');
};

test('a variant on preorder says so with its day, in detail, card and offer', async () => {
  const { product, shipsFrom, offer, preorder, now } = await onPreorder({ limit: 3 });
  const [variant] = (await t.anonymous().catalog.getProduct({ product: product.id })).variants;
  expect(variant).toMatchObject({ stock: 'preorder', availableFrom: shipsFrom, available: 3 });
  const card = async () =>
    (await t.anonymous().catalog.listProducts({ vendor: product.vendor.slug })).items.find(
      ({ id }) => id === product.id,
    );
  expect(await card()).toMatchObject({ stock: 'preorder', availableFrom: shipsFrom });
  expect((await card())!.variants[0]).toMatchObject({ stock: 'preorder', availableFrom: shipsFrom });
  const inStock = await t.anonymous().catalog.listProducts({ vendor: product.vendor.slug, inStock: true });
  expect(inStock.items).toEqual([]);
  expect(await offer(2)).toMatchObject({ available: 3, shipsFrom, giftCard: false });
  await preorder(3);
  expect(await offer()).toMatchObject({ available: 0, shipsFrom: null });
  expect(await now()).toMatchObject({ taken: 3, waiting: 3, stock: 'sold_out' });
  await settle();
  expect(await card()).toMatchObject({ stock: 'sold_out', availableFrom: null });
});

test('what is there is sold as such, and only what is wanted beyond it is preordered, as a whole', async () => {
  const { offer, order, variantId, preorder, now, shipsFrom } = await onPreorder({ onHand: 2, limit: 10 });
  expect(await offer(2)).toMatchObject({ available: 2, shipsFrom: null });
  expect(await offer(3)).toMatchObject({ available: 10, shipsFrom });
  await preorder(3);
  expect(await now()).toMatchObject({ onHand: 2, held: 0, waiting: 3 });
  // Its two pieces are theirs by now.
  await expect(order.hold([{ variantId, quantity: 1 }])).rejects.toMatchObject({ extras: { reason: 'out_of_stock' } });
});

test('of many buyers of the last preorder piece one gets it, while stock comes in', async () => {
  const { preorder, arrive, now, sold, order, variantId } = await onPreorder({ limit: 4 });
  await sold(3);
  const tries = Array.from({ length: 60 }, () => preorder());
  const shelf = Array.from({ length: 20 }, () => order.hold([{ variantId, quantity: 1 }]));
  const [ended, fromShelf] = await Promise.all([outcomes(tries), outcomes(shelf), arrive(5)]);
  expect(ended.filter(each => each === 'ok')).toHaveLength(1);
  expect(ended.filter(each => each === 'conflict')).toHaveLength(59);
  await settle();
  const { taken, onHand, held, waiting } = await now();
  expect(taken).toBe(4);
  // Three were served, one is held: of five pieces one at most was left to be sold at once.
  expect(fromShelf.filter(each => each === 'ok').length).toBe(held);
  expect(held).toBeLessThanOrEqual(1);
  expect([onHand, waiting]).toEqual([2, 1]);
});

test('another day than the promised one, or no limit left, is out of stock; a repetition is the same hold', async () => {
  const { preorder, vendor, variantId, sold, shipsFrom, order, now } = await onPreorder({ limit: 2 });
  await expect(preorder(3)).rejects.toMatchObject({ extras: { details: { items: [{ wanted: 3, available: 2 }] } } });
  await expect(preorder(1, order.newId(), dayIn(29))).rejects.toMatchObject({ extras: { reason: 'out_of_stock' } });
  const holdId = order.newId();
  expect(await preorder(2, holdId)).toEqual({ holdId, state: 'held' });
  expect(await preorder(2, holdId)).toEqual({ holdId, state: 'held' });
  expect(await now()).toMatchObject({ taken: 2, waiting: 2 });
  await order.releaseStockHold({ holdId });
  await order.releaseStockHold({ holdId });
  await expect(preorder(2, holdId)).rejects.toMatchObject({ extras: { reason: 'hold_released' } });
  await sold(2);
  const set = (limit: number | null, availableFrom: string | null = shipsFrom) =>
    vendor.selling.setPreorder({ variantId, availableFrom, limit });
  await expect(set(1)).rejects.toMatchObject({ extras: { reason: 'preordered_already' } });
  await expect(set(5, dayIn(0))).rejects.toMatchObject({ code: 'invalid_argument' });
  const stranger = t.as(t.person(`vendor@vendor:${order.newId()}`)).catalog;
  const refused = [stranger, t.anonymous().catalog].map(each =>
    each.setPreorder({ variantId, availableFrom: shipsFrom, limit: 9 }),
  );
  expect(await outcomes(refused)).toEqual(['not_found', 'unauthenticated']);
  await vendor.selling.updateVariant({ variantId, oversell: true });
  await expect(set(5)).rejects.toMatchObject({ extras: { reason: 'not_counted' } });
  expect(await set(null, null)).toMatchObject({ variants: [{ preorder: { availableFrom: null, waiting: 2 } }] });
});

test('what comes in goes to those who wait, the first first, and the rest can be sold', async () => {
  const { sold, arrive, now, variantId, order, offer, preorder } = await onPreorder();
  const held = await preorder(1);
  const holds = [await sold(2), await sold(1), await sold(3)];
  const [first, second, third] = await ordersOf(...holds);
  await arrive(4);
  await settle();
  expect(servedOf(variantId)).toEqual([first, second]);
  expect(await now()).toMatchObject({ onHand: 0, waiting: 3 });
  await arrive(2);
  await settle();
  expect(servedOf(variantId)).toEqual([first, second, third]);
  // The one that is only held is reckoned with, and free again when nobody buys it.
  expect(await now()).toMatchObject({ onHand: 0, waiting: 1, available: null });
  await arrive(3);
  await settle();
  expect(await now()).toMatchObject({ onHand: 3, waiting: 1, available: 2 });
  expect(await outcomes([order.hold([{ variantId, quantity: 3 }])])).toEqual(['conflict']);
  t.clock.advance('16m');
  await expect(order.confirmStockHold({ holdId: held.holdId })).rejects.toMatchObject({
    extras: { reason: 'hold_released' },
  });
  expect(await outcomes([order.hold([{ variantId, quantity: 3 }])])).toEqual(['ok']);
  expect(await now()).toMatchObject({ held: 3, waiting: 0, available: null });
  expect(await offer()).toMatchObject({ available: null });
});

test('confirmed after the stock came in, it is served all the same', async () => {
  const { preorder, arrive, order, variantId } = await onPreorder();
  const { holdId } = await preorder(2);
  await arrive(2);
  await settle();
  expect(servedOf(variantId)).toEqual([]);
  await order.confirmStockHold({ holdId });
  await settle();
  expect(servedOf(variantId)).toEqual(await ordersOf(holdId));
});

test('cancelled pieces are given up before served ones come back, once, and never more than were sold', async () => {
  const { sold, arrive, now, variantId, order, preorder } = await onPreorder({ limit: 9 });
  const holdId = await sold(5);
  await arrive(2);
  await settle();
  expect(await now()).toMatchObject({ onHand: 0, waiting: 3, taken: 5 });
  const back = (quantity: number, returnId = order.newId()) =>
    order.returnStock({ returnId, holdId, items: [{ variantId, quantity }] });
  const returnId = order.newId();
  await Promise.all([back(2, returnId), back(2, returnId), back(2, returnId)]);
  expect(await now()).toMatchObject({ onHand: 0, waiting: 1, taken: 3 });
  await back(2);
  expect(await now()).toMatchObject({ onHand: 1, waiting: 0, taken: 2 });
  expect((await outcomes([back(1), back(1)])).sort()).toEqual(['failed_precondition', 'ok']);
  const held = await preorder(1);
  const early = { returnId: order.newId(), holdId: held.holdId, items: [{ variantId, quantity: 1 }] };
  await expect(order.returnStock(early)).rejects.toMatchObject({ extras: { reason: 'not_sold' } });
  expect(await now()).toMatchObject({ onHand: 2 });
});

test('a sale that did not come about gives back both what waits and what was served', async () => {
  const { sold, arrive, now, order } = await onPreorder({ limit: 4 });
  const holdId = await sold(4);
  await arrive(1);
  await settle();
  await Promise.all([order.releaseStockHold({ holdId }), order.releaseStockHold({ holdId }), arrive(1)]);
  await settle();
  expect(await now()).toMatchObject({ onHand: 2, held: 0, waiting: 0 });
});

test('served and released at the same moment, no piece is lost', async () => {
  for (let round = 0; round < 6; round++) {
    const { sold, arrive, now, order } = await onPreorder();
    const holds = [await sold(1), await sold(1)];
    await Promise.all([arrive(2), order.releaseStockHold({ holdId: holds[0]! }), t.advance('2s')]);
    await settle();
    const { onHand, waiting } = await now();
    expect([onHand, waiting]).toEqual([1, 0]);
  }
});

test('who waits is told of another day once, and once that it has passed', async () => {
  const { sold, vendor, variantId, shipsFrom, preorder, product, offer, order } = await onPreorder({ days: 3 });
  const idle = await onPreorder({ days: 5 });
  await sold(1);
  await preorder(1);
  const move = (days: number) =>
    vendor.selling.setPreorder({ variantId, availableFrom: dayIn(days), limit: null }).then(() => settle());
  await settle();
  expect(movedOf(variantId)).toEqual([]);
  await move(5);
  await move(5);
  const later = dayIn(5);
  expect(movedOf(variantId)).toEqual([{ promised: shipsFrom, shipsFrom: later }]);
  await t.advance('5d');
  await settle();
  await settle();
  const late = { promised: shipsFrom, shipsFrom: null };
  expect(movedOf(variantId)).toEqual([{ promised: shipsFrom, shipsFrom: later }, late]);
  for (const { vendor: seller, slug } of [product, idle.product]) {
    const { items } = await t.anonymous().catalog.listProducts({ vendor: seller.slug });
    expect(items[0]).toMatchObject({ stock: 'sold_out', availableFrom: null });
    const [variant] = (await t.anonymous().catalog.getProduct({ product: slug })).variants;
    expect(variant).toMatchObject({ stock: 'sold_out', availableFrom: null, available: 0 });
  }
  await expect(preorder(1, order.newId(), later)).rejects.toMatchObject({ extras: { reason: 'out_of_stock' } });
  expect(await offer()).toMatchObject({ available: 0, shipsFrom: null });
  await move(9);
  expect(movedOf(variantId)).toHaveLength(3);
});

test('an import and an export know nothing of preorders, and leave them as they are', async () => {
  const { vendor, sold, now, variantId } = await onPreorder({ limit: 5 });
  await sold(2);
  const file = await vendor.selling.exportProducts({ vendorId: vendor.vendorId });
  const content = Buffer.from(file.content);
  expect(content.toString()).not.toMatch(/preorder/i);
  const { id } = await vendor.selling.uploadProducts({
    vendorId: vendor.vendorId,
    contentType: 'text/csv',
    fileName: 'again.csv',
    content: Buffer.from(content.toString().replace(/,0,deny/, ',6,deny')),
  });
  await settle();
  expect(await vendor.selling.getImport({ importId: id })).toMatchObject({ state: 'done', updated: 1 });
  await settle();
  expect(await now()).toMatchObject({ onHand: 4, limit: 5, waiting: 0, stock: 'available' });
  expect(servedOf(variantId)).toHaveLength(1);
});
