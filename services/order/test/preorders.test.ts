// Orders of what is not there yet: the day is kept as it was promised, and nothing is sent before.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { preorderServed } from '#services/catalog/events';
import { requestShipments } from '../checkout/shipments.ts';
import type { OrderCtx } from '../definition.ts';
import { address, bike, book, type Shop, sagas, shop, vendorA, vendorB } from './fixture.ts';

const day = '2026-05-01';
let s: Shop;
beforeAll(async () => {
  s = await shop();
});
beforeEach(() => {
  s.products.get(bike)!.shipsFrom = day;
  s.faults.clear();
});
afterAll(() => s.close());

/** A bike that is on preorder at one vendor, and two books that are there at another. */
async function bought(change: Parameters<Shop['wish']>[0] = {}) {
  const wish = s.wish({ preorderUntil: day, ...change });
  const { orderId, orderToken } = await s.cart.placeOrder(wish);
  await s.t.settle();
  const guest = s.t.anonymous().order;
  return {
    wish,
    orderId,
    orderToken,
    guest,
    get: () => guest.getOrder({ orderId, orderToken }),
    sent: () => (s.shipments.get(orderId) ?? []).map(({ vendorId }) => vendorId),
    saga: async () => (await sagas(s)).find(each => each.order_id === orderId)!.state,
    serve: async () => {
      await s.t.deliver(preorderServed, { orderId, variantId: bike, productId: bike, vendorId: vendorA });
      await s.t.settle();
    },
  };
}

test('a line keeps the day it was sold with, and is held by it', async () => {
  const { get, wish } = await bought();
  s.products.get(bike)!.shipsFrom = '2026-07-01';
  expect((await get()).lines).toMatchObject([
    { shipsFrom: day, waits: true },
    { shipsFrom: null, waits: false },
  ]);
  const held = [...s.stockHolds.values()].at(-1)!.items;
  expect(held).toEqual([
    { variantId: bike, quantity: 1, shipsFrom: day },
    { variantId: book, quantity: 2, shipsFrom: null },
  ]);
  expect(wish.preorderUntil).toBe(day);
});

test('who has not seen the day, or an earlier one, is told it, and nothing is ordered', async () => {
  for (const preorderUntil of [null, '2026-04-30'])
    await expect(s.cart.placeOrder(s.wish({ preorderUntil }))).rejects.toMatchObject({
      code: 'conflict',
      extras: { reason: 'on_preorder', details: { items: [{ variantId: bike, shipsFrom: day }] } },
    });
  await bought({ preorderUntil: '2026-06-01' });
});

test('what waits has no parcel, and the other vendor sends at once; heard twice that it is there, it is sent once', async () => {
  const { orderId, get, sent, serve, saga } = await bought();
  expect(sent()).toEqual([vendorB]);
  expect(await saga()).toBe('confirmed');
  const admin = s.t.as(s.t.person('admin@platform')).order;
  await expect(admin.retryCheckout({ orderId })).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'on_preorder', details: { items: [{ variantId: bike, shipsFrom: day }] } },
  });
  await s.t.advance('40s');
  expect(sent()).toEqual([vendorB]);
  await serve();
  await s.t.redeliver();
  expect(sent().sort()).toEqual([vendorA, vendorB]);
  expect(await saga()).toBe('completed');
  expect((await get()).lines[0]).toMatchObject({ shipsFrom: day, waits: false });
});

test('served while the rest is being sent, nothing is left behind', async () => {
  const lines = [{ lineId: randomUUID(), variantId: bike, quantity: 1 }];
  const asked = { lines, expectedTotal: { amount: '10490', currency: 'EUR' } };
  const { sent, serve, orderId, saga } = await bought(asked);
  expect(sent()).toEqual([]);
  await s.db.run`update checkout_sagas set due_at = ${s.t.clock.now()} where order_id = ${orderId}`;
  await Promise.all([requestShipments(s.t.ctx('order') as OrderCtx), serve()]);
  await s.t.settle();
  expect(sent()).toEqual([vendorA]);
  expect(await saga()).toBe('completed');
});

test('a preordered thing of which nothing is sent is not there before its stock is', async () => {
  s.products.set('00000000-0000-4000-8000-000000000007', {
    ...{ variantId: '00000000-0000-4000-8000-000000000007', amount: '500', stock: null, vendorId: vendorA },
    ...{ requiresShipping: false, shipsFrom: day },
  });
  const lines = [{ lineId: randomUUID(), variantId: '00000000-0000-4000-8000-000000000007', quantity: 1 }];
  const { get, orderId } = await bought({ lines, methodId: null, expectedTotal: { amount: '500', currency: 'EUR' } });
  expect((await get()).state).toBe('confirmed');
  const variantId = lines[0]!.variantId;
  await s.t.deliver(preorderServed, { orderId, variantId, productId: variantId, vendorId: vendorA });
  await s.t.settle();
  expect((await get()).state).toBe('fulfilled');
});

test('cancelled pieces are waited for no more', async () => {
  const { wish, get, sent, saga, guest, orderId, orderToken } = await bought();
  await guest.cancelOrder({ orderId, orderToken, lines: [{ lineId: wish.lines[0]!.lineId, quantity: 1 }] });
  await s.t.settle();
  expect(await saga()).toBe('completed');
  expect((await get()).lines[0]).toMatchObject({ waits: false, cancelled: 1 });
  expect([...s.returns.values()].at(-1)).toEqual([{ variantId: bike, quantity: 1 }]);
  expect(sent()).toContain(vendorB);
  const whole = await bought();
  await whole.guest.cancelOrder({ orderId: whole.orderId, orderToken: whole.orderToken });
  await s.t.settle();
  expect(await whole.get()).toMatchObject({ state: 'cancelled' });
  await whole.serve();
  expect(whole.sent()).toEqual([vendorB]);
});

test('where it goes can be changed while it waits, with the parcels of others, until one of them is under way', async () => {
  const { orderId, orderToken, guest, serve } = await bought();
  const next = { ...address, line1: 'Feldweg 3' };
  const change = () => guest.changeAddress({ orderId, orderToken, address: next });
  s.state.handedOver = true;
  await expect(change()).rejects.toMatchObject({ extras: { reason: 'handed_over' } });
  s.state.handedOver = false;
  expect((await change()).address).toMatchObject({ line1: 'Feldweg 3' });
  expect(s.addresses.get(orderId)).toMatchObject({ line1: 'Feldweg 3' });
  await serve();
  expect(s.addresses.get(orderId)).toMatchObject({ line1: 'Feldweg 3' });
  const alone = await bought({
    lines: [{ lineId: randomUUID(), variantId: bike, quantity: 1 }],
    expectedTotal: { amount: '10490', currency: 'EUR' },
  });
  const moved = await alone.guest.changeAddress({
    orderId: alone.orderId,
    orderToken: alone.orderToken,
    address: next,
  });
  expect(moved.address).toMatchObject({ line1: 'Feldweg 3' });
});
