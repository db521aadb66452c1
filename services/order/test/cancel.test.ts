// Pieces are cancelled while others do something with the order, and what is owed for them.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tx } from '#kernel/sql/database';
import { meeting } from '#kernel/testing/meeting';
import { requestShipments } from '../checkout/shipments.ts';
import type { OrderCtx } from '../definition.ts';
import { keysOf } from '../ids.ts';
import { book, type Shop, shop, tenPercentOff } from './fixture.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop();
});
afterAll(() => s.close());

/** An order that is paid, unless payments are told otherwise, and whoever has its token. */
async function bought(change: Parameters<Shop['wish']>[0] = {}) {
  const wish = s.wish(change);
  const { orderId, orderToken } = await s.cart.placeOrder(wish);
  await s.t.settle();
  return { wish, orderId, orderToken, guest: s.t.anonymous().order, payment: keysOf(wish.checkoutId).paymentId };
}
const refunded = (payment: string) =>
  [...s.refunds.values()].filter(({ paymentId }) => paymentId === payment).map(({ amount }) => amount);

test('three who cancel a piece each at once get all of the money between them', async () => {
  s.products.get(book)!.amount = '333';
  const lines = [{ lineId: randomUUID(), variantId: book, quantity: 3 }];
  const { orderId, orderToken, guest, payment } = await bought({
    lines,
    expectedTotal: { amount: '1489', currency: 'EUR' },
  });
  s.products.get(book)!.amount = '1000';
  const one = [{ lineId: lines[0]!.lineId, quantity: 1 }];
  const cancel = () => guest.cancelOrder({ orderId, orderToken, lines: one });
  const outcomes = await meeting(s.db, tx => tx.run`select from orders where id = ${orderId} for update`, [
    cancel,
    cancel,
    cancel,
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  await s.t.settle();
  expect(refunded(payment).reduce((sum, amount) => sum + amount, 0n)).toBe(1_489n);
  expect((await guest.getOrder({ orderId, orderToken })).state).toBe('cancelled');
});

test('coupons are used until the last piece is cancelled', async () => {
  s.state.discounts = tenPercentOff;
  const { wish, orderId, orderToken, guest } = await bought({ expectedTotal: { amount: '11290', currency: 'EUR' } });
  s.state.discounts = null;
  const uses = () => s.useHolds.get(keysOf(wish.checkoutId).usesHoldId)!.state;
  await guest.cancelOrder({ orderId, orderToken, lines: [{ lineId: wish.lines[1]!.lineId, quantity: 1 }] });
  await s.t.settle();
  expect(uses()).toBe('confirmed');
  await guest.cancelOrder({ orderId, orderToken });
  await s.t.settle();
  expect(uses()).toBe('released');
});

test('while shipping is asked to send it an order cannot be cancelled', async () => {
  s.faults.set('shipping.requestShipments', 'hang');
  const { orderId, orderToken } = await s.cart.placeOrder(s.wish());
  const guest = s.t.anonymous().order;
  const asking = requestShipments(s.t.ctx('order') as unknown as OrderCtx).catch(() => {});
  await expect.poll(() => s.calls.at(-1)).toBe('shipping.requestShipments');
  await expect(guest.cancelOrder({ orderId, orderToken })).rejects.toMatchObject({ extras: { reason: 'busy' } });
  s.faults.clear();
  s.t.clock.advance('31s');
  await s.t.settle();
  expect(s.shipments.get(orderId)).toHaveLength(2);
  expect(await guest.cancelOrder({ orderId, orderToken })).toMatchObject({ state: 'cancelled' });
  void asking;
});

test('an unpaid order that is taken over at that moment is not cancelled from under its driver', async () => {
  s.state.payments = 'action_required';
  const { orderId, orderToken, guest } = await bought();
  s.state.payments = 'authorised';
  const takeOver = (tx: Tx) =>
    tx.run`update checkout_sagas set version = version + 1, driver = ${randomUUID()} where order_id = ${orderId}`;
  const cancel = () => guest.cancelOrder({ orderId, orderToken }).catch(error => error.extras.reason);
  expect(await meeting(s.db, takeOver, [cancel])).toEqual([{ status: 'fulfilled', value: 'busy' }]);
});

test('money that the provider refused to give back is asked for again', async () => {
  const { orderId, orderToken, guest, payment } = await bought();
  s.state.refunds = 'failed';
  await guest.cancelOrder({ orderId, orderToken });
  await s.t.settle();
  expect(refunded(payment)).toEqual([]);
  s.state.refunds = 'succeeded';
  s.t.clock.advance('10s');
  await s.t.settle();
  expect(refunded(payment)).toEqual([12_490n]);
});
