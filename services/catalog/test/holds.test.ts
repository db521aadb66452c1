import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { meeting } from '#kernel/testing/meeting';
import { buyer, newVendor, openShop, outcomes, type Shop } from './shop.ts';

let t: Shop;
beforeAll(async () => ({ t } = await openShop()));
afterAll(() => t.close());

const stockOf = async (vendor: Awaited<ReturnType<typeof newVendor>>, productId: string) => {
  const product = await vendor.selling.getOwnProduct({ vendorId: vendor.vendorId, productId });
  return product.variants.map(({ inventory, available }) => ({
    onHand: inventory.reduce((sum, each) => sum + each.onHand, 0),
    held: inventory.reduce((sum, each) => sum + each.held, 0),
    available,
  }));
};

test('a hold keeps pieces, its confirmation sells them, and both may be repeated', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 5 });
  const order = buyer(t);
  const items = [{ variantId: product.variants[0]!.id, quantity: 2 }];
  const { holdId, state } = await order.hold(items);
  expect(state).toBe('held');
  expect(await order.hold(items, holdId)).toEqual({ holdId, state: 'held' });
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 5, held: 2, available: 3 }]);
  expect(await order.confirmStockHold({ holdId })).toEqual({ holdId, state: 'confirmed' });
  expect(await order.confirmStockHold({ holdId })).toEqual({ holdId, state: 'confirmed' });
  expect(await order.hold(items, holdId)).toEqual({ holdId, state: 'confirmed' });
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 3, held: 0, available: 3 }]);
});

test('of two hundred who want the last ten, ten get one and the rest are told how many there are', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 10 });
  const order = buyer(t);
  const items = [{ variantId: product.variants[0]!.id, quantity: 1 }];
  const tries = Array.from({ length: 200 }, () => order.hold(items));
  const ended = await outcomes(tries);
  expect(ended.filter(each => each === 'ok')).toHaveLength(10);
  expect(ended.filter(each => each === 'conflict')).toHaveLength(190);
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 10, held: 10, available: 0 }]);
  await expect(order.hold(items)).rejects.toMatchObject({
    code: 'conflict',
    extras: {
      reason: 'out_of_stock',
      details: { items: [{ variantId: items[0]!.variantId, wanted: 1, available: 0 }] },
    },
  });
});

test('a hold takes all or nothing, and orders of the same things in other orders do not block each other', async () => {
  const vendor = await newVendor(t);
  const [a, b] = [await vendor.newProduct({ onHand: 30 }), await vendor.newProduct({ onHand: 20 })];
  const order = buyer(t);
  const of = (product: typeof a, quantity = 1) => ({ variantId: product.variants[0]!.id, quantity });
  const tries = Array.from({ length: 40 }, (_, nth) => order.hold(nth % 2 ? [of(a), of(b)] : [of(b), of(a)]));
  const ended = await outcomes(tries);
  expect(ended.filter(each => each === 'ok')).toHaveLength(20);
  expect(await stockOf(vendor, a.id)).toMatchObject([{ held: 20 }]);
  expect(await stockOf(vendor, b.id)).toMatchObject([{ held: 20 }]);
  await expect(order.hold([of(a, 4), of(a, 7)])).rejects.toMatchObject({ code: 'conflict' });
  expect(await order.hold([of(a, 4), of(a, 6)])).toMatchObject({ state: 'held' });
});

test('holds of one thing and of several, made and confirmed at once, never wait for each other in a circle', async () => {
  const vendor = await newVendor(t);
  const order = buyer(t);
  const variantIds: string[] = [];
  for (let nth = 0; nth < 3; nth++) variantIds.push((await vendor.newProduct({ onHand: 500 })).variants[0]!.id);
  const [first, second, third] = variantIds.sort() as [string, string, string];
  const most = 32; // So many go together: those of one kind of carts, and then those of the other.
  const kinds = [
    [[second], [third, first]],
    [[first], [second]],
  ];
  const cartOf = (nth: number) => kinds[Math.floor(nth / most) % 2]![nth % 2]!;
  const deadlocks = () =>
    t.db('catalog').one({ count: col.int })`
      select deadlocks::int as count from pg_stat_database where datname = current_database()`;
  const before = await deadlocks();
  const buy = async (variants: string[]) => {
    const { holdId } = await order.hold(variants.map(variantId => ({ variantId, quantity: 1 })));
    return order.confirmStockHold({ holdId });
  };
  const ended = await outcomes(Array.from({ length: 200 }, (_, nth) => buy(cartOf(nth))));
  expect(ended.filter(each => each === 'ok')).toHaveLength(200);
  expect(await deadlocks()).toEqual(before);
});

test('one hold asked for many times at once is one hold', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 100 });
  const order = buyer(t);
  const holdId = order.newId();
  const items = [{ variantId: product.variants[0]!.id, quantity: 3 }];
  const replies = await Promise.all(Array.from({ length: 30 }, () => order.hold(items, holdId)));
  expect(new Set(replies.map(({ state }) => state))).toEqual(new Set(['held']));
  const twin = order.newId();
  const lock = (tx: Tx) => tx.run`select from inventory where variant_id = ${items[0]!.variantId} for update`;
  const ask = () => order.hold(items, twin);
  expect((await meeting(t.db('catalog'), lock, [ask, ask])).map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
  ]);
  await order.releaseStockHold({ holdId: twin });
  const confirmed = await Promise.all(Array.from({ length: 10 }, () => order.confirmStockHold({ holdId })));
  expect(confirmed).toHaveLength(10);
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 97, held: 0, available: 97 }]);
});

test('a released hold gives its pieces back once, also after it was confirmed, and cannot be made or confirmed again', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 5 });
  const order = buyer(t);
  const items = [{ variantId: product.variants[0]!.id, quantity: 2 }];
  const held = await order.hold(items);
  const sold = await order.hold(items);
  await order.confirmStockHold({ holdId: sold.holdId });
  await Promise.all([held, sold, held, sold].map(({ holdId }) => order.releaseStockHold({ holdId })));
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 5, held: 0, available: 5 }]);
  for (const { holdId } of [held, sold]) {
    await expect(order.confirmStockHold({ holdId })).rejects.toMatchObject({ extras: { reason: 'hold_released' } });
    await expect(order.hold(items, holdId)).rejects.toMatchObject({
      code: 'failed_precondition',
      extras: { reason: 'hold_released' },
    });
  }
});

test('a hold that is released before it is made cannot be made any more, whichever comes first', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 50 });
  const order = buyer(t);
  const items = [{ variantId: product.variants[0]!.id, quantity: 1 }];
  const early = order.newId();
  expect(await order.releaseStockHold({ holdId: early })).toEqual({ holdId: early, state: 'released' });
  await expect(order.hold(items, early)).rejects.toMatchObject({ extras: { reason: 'hold_released' } });
  await expect(order.confirmStockHold({ holdId: order.newId() })).rejects.toMatchObject({
    extras: { reason: 'hold_released' },
  });
  const ids = Array.from({ length: 20 }, order.newId);
  await outcomes(ids.flatMap(holdId => [order.hold(items, holdId), order.releaseStockHold({ holdId })]));
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 50, held: 0, available: 50 }]);
});

test('a hold that runs out cannot be confirmed, and its pieces are free for the next one even before they are swept', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 2 });
  const order = buyer(t);
  const items = [{ variantId: product.variants[0]!.id, quantity: 2 }];
  const first = await order.hold(items);
  t.clock.advance('16m');
  await expect(order.confirmStockHold({ holdId: first.holdId })).rejects.toMatchObject({
    extras: { reason: 'hold_released' },
  });
  await expect(order.hold(items, first.holdId)).rejects.toMatchObject({ extras: { reason: 'hold_released' } });
  const second = await order.hold(items);
  expect(second.state).toBe('held');
  await t.advance('16m');
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 2, held: 0, available: 2 }]);
});

test('what is sold to order goes below zero, and what is not counted never runs out', async () => {
  const vendor = await newVendor(t);
  const toOrder = await vendor.newProduct({ onHand: 1, oversell: true });
  const uncounted = await vendor.newProduct({ onHand: 0, tracked: false });
  const order = buyer(t);
  const items = [toOrder, uncounted].map(({ variants }) => ({ variantId: variants[0]!.id, quantity: 4 }));
  const { holdId } = await order.hold(items);
  await order.confirmStockHold({ holdId });
  expect(await stockOf(vendor, toOrder.id)).toEqual([{ onHand: -3, held: 0, available: null }]);
  expect(await stockOf(vendor, uncounted.id)).toMatchObject([{ available: null }]);
});

test('a hold is filled from several locations, the fullest first', async () => {
  const vendor = await newVendor(t);
  const { vendorId, selling } = vendor;
  const product = await vendor.newProduct({ onHand: 3 });
  const variantId = product.variants[0]!.id;
  const cellar = await selling.createLocation({ vendorId, name: 'Cellar' });
  await selling.setStock({ variantId, locationId: cellar.id, onHand: 5, reason: 'count' });
  const order = buyer(t);
  const { holdId } = await order.hold([{ variantId, quantity: 7 }]);
  const { variants } = await selling.getOwnProduct({ vendorId, productId: product.id });
  expect(variants[0]!.inventory.map(({ onHand, held }) => [onHand, held]).sort()).toEqual([
    [3, 2],
    [5, 5],
  ]);
  await order.confirmStockHold({ holdId });
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 1, held: 0, available: 1 }]);
});

test('sold pieces come back once, and never more of them than were sold', async () => {
  const vendor = await newVendor(t);
  const product = await vendor.newProduct({ onHand: 5 });
  const variantId = product.variants[0]!.id;
  const order = buyer(t);
  const { holdId } = await order.hold([{ variantId, quantity: 4 }]);
  const back = (quantity: number, returnId = order.newId()) =>
    order.returnStock({ returnId, holdId, items: [{ variantId, quantity }] });
  await expect(back(1)).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'not_sold' } });
  await order.confirmStockHold({ holdId });
  const returnId = order.newId();
  await Promise.all(Array.from({ length: 10 }, () => back(3, returnId)));
  expect(await stockOf(vendor, product.id)).toMatchObject([{ onHand: 4 }]);
  expect((await outcomes([back(1), back(1), back(1)])).sort()).toEqual([
    'failed_precondition',
    'failed_precondition',
    'ok',
  ]);
  const other = await order.hold([{ variantId, quantity: 1 }]);
  await expect(
    order.returnStock({ returnId, holdId: other.holdId, items: [{ variantId, quantity: 1 }] }),
  ).rejects.toMatchObject({ extras: { reason: 'not_sold' } });
  await order.releaseStockHold({ holdId: other.holdId });
  await expect(
    order.returnStock({ returnId: order.newId(), holdId, items: [{ variantId: order.newId(), quantity: 1 }] }),
  ).rejects.toMatchObject({ code: 'failed_precondition' });
  await order.releaseStockHold({ holdId });
  expect(await stockOf(vendor, product.id)).toEqual([{ onHand: 5, held: 0, available: 5 }]);
});

test('the endpoints of the checkout are for services alone', async () => {
  const vendor = await newVendor(t);
  const id = t.ctx('catalog').id();
  const items = [{ variantId: id, quantity: 1 }];
  for (const person of [t.anonymous().catalog, vendor.selling]) {
    const tries = [
      person.getOffers({ items, currency: 'EUR', userId: null }),
      person.holdStock({ holdId: id, orderId: id, items, expiresAt: t.clock.now() }),
      person.confirmStockHold({ holdId: id }),
      person.releaseStockHold({ holdId: id }),
      person.returnStock({ returnId: id, holdId: id, items }),
    ];
    for (const code of await outcomes(tries)) expect(['unauthenticated', 'permission_denied']).toContain(code);
  }
});
