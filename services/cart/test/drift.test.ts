import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CodedError } from '#kernel/errors';
import { inventoryChanged, priceChanged, productUpdated } from '#services/catalog/events';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import { type Carts, openCarts, variantId } from './shop.ts';

let c: Carts;
beforeAll(async () => {
  c = await openCarts();
});
beforeEach(() => {
  c.shop.quoteFails = null;
  for (const known of [c.shop.prices, c.shop.available, c.shop.gone]) known.clear();
});
afterAll(() => c.t.close());

const euro = (amount: number) => ({ amount: String(amount), currency: 'EUR' });
const driftOf = async (theirs: { cartId: string; cartToken: string }, totals: boolean) =>
  (await c.as.getCart({ ...theirs, totals })).items[0]!.drift;
const about = (n: number) => ({ productId: variantId(n), vendorId: variantId(800), variantId: variantId(n) });

test('a price that changed since it was first shown is told with both', async () => {
  const theirs = await c.guest();
  expect(await driftOf(theirs, true)).toBe(null);
  c.shop.prices.set(variantId(1), 1_200);
  expect(await driftOf(theirs, true)).toEqual({
    price: { seen: euro(1_000), now: euro(1_200) },
    available: null,
    gone: false,
  });
});

test('too little stock, and what is not sold any more, are told', async () => {
  const theirs = await c.guest();
  c.shop.available.set(variantId(1), 2);
  expect(await driftOf(theirs, true)).toEqual({ price: null, available: 2, gone: false });
  c.shop.available.set(variantId(1), 3);
  expect(await driftOf(theirs, true)).toBe(null);
  c.shop.gone.add(variantId(1));
  const cart = await c.as.getCart(theirs);
  expect(cart.items[0]).toMatchObject({ line: null, drift: { gone: true } });
});

test('without totals the events of the catalogue tell, also when they come twice', async () => {
  const theirs = await c.guest([{ variantId: variantId(2), quantity: 3 }]);
  await c.as.getCart(theirs);
  await c.t.deliver(priceChanged, { ...about(2), price: euro(900), before: euro(1_000) });
  await c.t.deliver(inventoryChanged, { ...about(2), available: 1, became: 'low' });
  await c.t.deliver(productUpdated, {
    productId: variantId(2),
    vendorId: variantId(800),
    slug: 's',
    state: 'archived',
  });
  await c.t.redeliver();
  expect(await driftOf(theirs, false)).toEqual({
    price: { seen: euro(1_000), now: euro(900) },
    available: 1,
    gone: true,
  });
  await c.t.deliver(priceChanged, { ...about(2), price: euro(1_000), before: euro(900) });
  await c.t.deliver(inventoryChanged, { ...about(2), available: null, became: 'available' });
  await c.t.deliver(productUpdated, { productId: variantId(2), vendorId: variantId(800), slug: 's', state: 'active' });
  expect(await driftOf(theirs, false)).toBe(null);
});

test('a price in another currency is no news for a cart', async () => {
  const theirs = await c.guest([{ variantId: variantId(3), quantity: 1 }]);
  await c.as.getCart(theirs);
  await c.t.deliver(priceChanged, { ...about(3), price: { amount: '900', currency: 'USD' }, before: null });
  expect(await driftOf(theirs, false)).toBe(null);
});

test('while order is away a cart is shown without totals', async () => {
  const theirs = await c.guest();
  c.shop.quoteFails = 'unavailable';
  expect(await c.as.getCart(theirs)).toMatchObject({ totals: null, items: [{ quantity: 3 }] });
  c.shop.quoteFails = 'invalid_argument';
  await expect(c.as.getCart(theirs)).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('an order that did not come about opens its cart again; its event may come as a duplicate', async () => {
  const theirs = await c.complete();
  c.shop.state = 'pending';
  const { orderId } = await c.as.checkout({ ...theirs, ...c.paying });
  c.shop.state = 'confirmed';
  const cancelled = { orderId, number: 'A-1', userId: null, cartId: theirs.cartId, lines: [], refunded: null };
  const stateNow = async () => (await c.as.getCart({ ...theirs, totals: false })).state;
  await c.t.deliver(orderCancelled, { ...cancelled, reason: 'payment_expired', whole: false });
  await c.t.deliver(orderCancelled, { ...cancelled, reason: 'by_customer', whole: true });
  await c.t.deliver(orderCancelled, { ...cancelled, cartId: null, reason: 'payment_expired', whole: true });
  expect(await stateNow()).toBe('ordered');
  await c.t.deliver(orderCancelled, { ...cancelled, reason: 'payment_expired', whole: true });
  await c.t.redeliver();
  expect(await stateNow()).toBe('open');
  const next = await c.as.checkout({ ...theirs, ...c.paying });
  expect(next.orderId).not.toBe(orderId);
  // Late news of the first order say nothing of the second.
  await c.t.deliver(orderCancelled, { ...cancelled, reason: 'payment_expired', whole: true });
  expect(await stateNow()).toBe('ordered');
});

test('order.confirmed, delivered twice, has a checkout asked for whose request never learned of it', async () => {
  const theirs = await c.complete();
  c.shop.placeFails = new CodedError('deadline_exceeded', 'told to take too long');
  await expect(c.as.checkout({ ...theirs, ...c.paying })).rejects.toMatchObject({ code: 'deadline_exceeded' });
  c.shop.placeFails = null;
  const confirmed = { orderId: variantId(9), number: 'A-9', userId: null, total: euro(1), lines: [] };
  await c.t.deliver(orderConfirmed, { ...confirmed, cartId: null });
  await c.t.deliver(orderConfirmed, { ...confirmed, cartId: theirs.cartId });
  await c.t.redeliver();
  await c.t.advance('2s');
  expect((await c.as.getCart({ ...theirs, totals: false })).state).toBe('ordered');
});
