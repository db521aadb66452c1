import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { refundIssued } from '#services/payment/events';
import { shipmentDelivered, shipmentFailed, shipmentHandedOver, shipmentReaddressed } from '#services/shipping/events';
import { orderCancelled, orderFulfilled } from '../events.ts';
import { keysOf } from '../ids.ts';
import { address, bike, book, type Shop, shop, tenPercentOff, vendorA, vendorB } from './fixture.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop();
});
afterAll(() => s.close());

/** An order that is paid and about to be sent, and whoever has its token. */
async function bought(change: Parameters<Shop['wish']>[0] = {}) {
  const wish = s.wish(change);
  const { orderId, orderToken } = await s.cart.placeOrder(wish);
  await s.t.settle();
  return { wish, orderId, orderToken, guest: s.t.anonymous().order, payment: keysOf(wish.checkoutId).paymentId };
}
const parcel = (orderId: string, vendorId: string) => ({ shipmentId: randomUUID(), orderId, vendorId, lines: [] });
const refunded = (payment: string) =>
  [...s.refunds.values()].filter(({ paymentId }) => paymentId === payment).map(({ amount }) => amount);

test('a whole order is cancelled: all of the money, stock and coupons come back, once', async () => {
  s.state.discounts = tenPercentOff;
  const { wish, orderId, orderToken, guest, payment } = await bought({
    expectedTotal: { amount: '11290', currency: 'EUR' },
  });
  s.state.discounts = null;
  const sold = s.soldOf(bike);
  const cancelled = await guest.cancelOrder({ orderId, orderToken });
  expect(cancelled).toMatchObject({ state: 'cancelled', cancelReason: 'by_customer', changeable: false });
  expect(cancelled.parts.map(part => part.payment)).toEqual(['refunded', 'refunded']);
  await s.t.settle();
  expect(refunded(payment)).toEqual([11_290n]);
  expect(s.soldOf(bike)).toBe(sold - 1);
  expect(s.useHolds.get(keysOf(wish.checkoutId).usesHoldId)!.state).toBe('released');
  expect(s.t.published(orderCancelled).at(-1)!.data).toMatchObject({
    orderId,
    reason: 'by_customer',
    whole: true,
    refunded: { amount: '11290', currency: 'EUR' },
  });
  await expect(guest.cancelOrder({ orderId, orderToken })).rejects.toMatchObject({ extras: { reason: 'cancelled' } });
});

test('pieces are cancelled one by one, and what is given back sums to what was paid', async () => {
  s.products.get(book)!.amount = '333';
  const lines = [{ lineId: randomUUID(), variantId: book, quantity: 3 }];
  const { orderId, orderToken, guest, payment } = await bought({
    lines,
    expectedTotal: { amount: '1489', currency: 'EUR' },
  });
  s.products.get(book)!.amount = '1000';
  const one = [{ lineId: lines[0]!.lineId, quantity: 1 }];
  for (const left of [2, 1, 0]) {
    const seen = await guest.cancelOrder({ orderId, orderToken, lines: one });
    expect(seen.lines[0]!.cancelled).toBe(3 - left);
    expect(seen.parts[0]!.payment).toBe(left === 0 ? 'refunded' : 'partially_refunded');
  }
  await s.t.settle();
  expect(refunded(payment).reduce((sum, amount) => sum + amount, 0n)).toBe(1_489n);
  expect(refunded(payment)).toEqual([333n, 333n, 823n]);
});

test('of twenty who cancel the same last piece one does, and money comes back once', async () => {
  const { wish, orderId, orderToken, guest, payment } = await bought();
  const lines = [{ lineId: wish.lines[0]!.lineId, quantity: 1 }];
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, () => guest.cancelOrder({ orderId, orderToken, lines })),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await s.t.settle();
  expect(refunded(payment)).toHaveLength(1);
});

test('the same cancellation under one key is one', async () => {
  const { wish, orderId, orderToken, payment } = await bought();
  const guest = s.t.anonymous({ idempotencyKey: 'cancel-1' }).order;
  const input = { orderId, orderToken, lines: [{ lineId: wish.lines[1]!.lineId, quantity: 1 }] };
  expect(await guest.cancelOrder(input)).toEqual(await guest.cancelOrder(input));
  await s.t.settle();
  expect(refunded(payment)).toEqual([1_000n]);
});

test('what the carrier has cannot be cancelled, the rest can', async () => {
  const { wish, orderId, orderToken, guest } = await bought();
  await s.t.deliver(shipmentHandedOver, parcel(orderId, vendorA));
  await expect(
    guest.cancelOrder({ orderId, orderToken, lines: [{ lineId: wish.lines[0]!.lineId, quantity: 1 }] }),
  ).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason: 'handed_over' } });
  const rest = await guest.cancelOrder({ orderId, orderToken });
  expect(rest).toMatchObject({ state: 'fulfilling', changeable: false });
  expect(rest.lines.map(({ cancelled }) => cancelled)).toEqual([0, 2]);
  await s.t.deliver(shipmentDelivered, parcel(orderId, vendorA));
  expect((await guest.getOrder({ orderId, orderToken })).state).toBe('fulfilled');
  await expect(guest.cancelOrder({ orderId, orderToken })).rejects.toMatchObject({ extras: { reason: 'handed_over' } });
});

test('an order that is not paid yet is cancelled whole or not at all, and its money is let go', async () => {
  s.state.payments = 'action_required';
  const { wish, orderId, orderToken, guest, payment } = await bought();
  s.state.payments = 'authorised';
  const lines = [{ lineId: wish.lines[0]!.lineId, quantity: 1 }];
  await expect(guest.cancelOrder({ orderId, orderToken, lines })).rejects.toMatchObject({
    extras: { reason: 'not_paid' },
  });
  expect(await guest.cancelOrder({ orderId, orderToken })).toMatchObject({ state: 'cancelled' });
  await s.t.settle();
  expect(s.payments.get(payment)!.state).toBe('voided');
  expect(s.stockHolds.get(keysOf(wish.checkoutId).stockHoldId)!.state).toBe('released');
  const told = s.t.published(orderCancelled).filter(({ subject }) => subject === orderId);
  expect(told.map(({ data }) => [data.reason, data.refunded])).toEqual([['by_customer', null]]);
  await expect(s.cart.placeOrder(wish)).rejects.toMatchObject({ extras: { reason: 'order_cancelled' } });
});

test('while it is being paid an order cannot be cancelled', async () => {
  s.faults.set('payment.authorisePayment', 'hang');
  const wish = s.wish();
  const placing = s.cart.placeOrder(wish).catch(() => {});
  const { orderId } = keysOf(wish.checkoutId);
  const admin = s.t.as(s.t.person('admin@platform')).order;
  await expect.poll(() => s.calls.at(-1)).toBe('payment.authorisePayment');
  await expect(admin.cancelOrder({ orderId })).rejects.toMatchObject({ code: 'conflict', extras: { reason: 'busy' } });
  await expect(admin.retryCheckout({ orderId })).rejects.toMatchObject({ code: 'not_found' });
  s.faults.clear();
  s.t.clock.advance('31s');
  await s.t.settle();
  expect((await admin.getOrder({ orderId })).state).toBe('confirmed');
  void placing;
});

test('a whole order that shipping has not heard of yet is never sent', async () => {
  s.faults.set('shipping.requestShipments', 'down');
  const { orderId, orderToken, guest } = await bought();
  await guest.cancelOrder({ orderId, orderToken });
  s.faults.clear();
  s.t.clock.advance('31s');
  await s.t.settle();
  expect(s.shipments.has(orderId)).toBe(false);
});

test('money, stock and coupons are given back as soon as their services are there again', async () => {
  const { orderId, orderToken, guest, payment } = await bought();
  s.faults.set('payment.refundPayment', 'lose');
  await guest.cancelOrder({ orderId, orderToken });
  for (const _ of [1, 2, 3]) {
    await s.t.settle();
    s.t.clock.advance('10s');
  }
  const admin = s.t.as(s.t.person('admin@platform')).order;
  const stuck = await admin.listStuckCheckouts({});
  expect(stuck.items).toMatchObject([{ orderId, state: 'cancellation', attempts: 3 }]);
  const after = Buffer.from(JSON.stringify([stuck.items[0]!.createdAt, randomUUID()])).toString('base64url');
  expect((await admin.listStuckCheckouts({ cursor: after })).nextCursor).toBeNull();
  s.faults.clear();
  await admin.retryCheckout({ orderId });
  await s.t.settle();
  expect(refunded(payment)).toEqual([12_490n]);
  expect((await admin.listStuckCheckouts({})).items).toEqual([]);
  await expect(admin.retryCheckout({ orderId })).rejects.toMatchObject({ code: 'not_found' });
});

test('parcels bring an order from confirmed to fulfilled, whatever comes twice or out of turn', async () => {
  const { orderId, orderToken, guest } = await bought();
  const state = async () => (await guest.getOrder({ orderId, orderToken })).state;
  await s.t.deliver(shipmentHandedOver, parcel(orderId, vendorA));
  expect(await state()).toBe('fulfilling');
  await s.t.deliver(shipmentDelivered, parcel(orderId, vendorA));
  await s.t.deliver(shipmentHandedOver, parcel(orderId, vendorA));
  expect(await state()).toBe('fulfilling');
  await s.t.deliver(shipmentFailed, { ...parcel(orderId, vendorB), reason: 'nobody at home' });
  expect((await guest.getOrder({ orderId, orderToken })).parts.map(part => part.fulfilment)).toEqual([
    'delivered',
    'failed',
  ]);
  await s.t.deliver(shipmentHandedOver, parcel(orderId, vendorB));
  await s.t.deliver(shipmentDelivered, parcel(orderId, vendorB));
  expect(await state()).toBe('fulfilled');
  await s.t.redeliver();
  const fulfilled = s.t.published(orderFulfilled).filter(({ subject }) => subject === orderId);
  expect(fulfilled).toHaveLength(1);
  expect((fulfilled[0]!.data.lines as unknown[]).length).toBe(2);
  await s.t.deliver(shipmentDelivered, parcel(randomUUID(), vendorB));
});

test('an order of which nothing is sent is fulfilled as soon as it is paid', async () => {
  const voucher = randomUUID();
  s.products.set(voucher, {
    variantId: voucher,
    amount: '2000',
    stock: null,
    requiresShipping: false,
    title: 'Voucher',
  });
  const lines = [{ lineId: randomUUID(), variantId: voucher, quantity: 1 }];
  const { orderId, orderToken, guest } = await bought({ lines, expectedTotal: { amount: '2000', currency: 'EUR' } });
  expect((await guest.getOrder({ orderId, orderToken })).state).toBe('fulfilled');
  expect(s.shipments.has(orderId)).toBe(false);
});

test('an order with a time of delivery is sent as any other', async () => {
  const { slotId } = await import('./goods-peers.ts');
  const { orderId } = await bought({ slotId });
  expect(s.shipments.get(orderId)).toHaveLength(2);
});

test('a refund is counted once, although it is told twice', async () => {
  const { orderId, orderToken, guest, payment } = await bought();
  const issued = {
    paymentId: payment,
    orderId,
    payerId: null,
    purpose: 'order',
    refundId: randomUUID(),
    amount: { amount: '700', currency: 'EUR' },
  };
  await s.t.deliver(refundIssued, issued);
  await s.t.deliver(refundIssued, issued);
  await s.t.redeliver();
  expect((await guest.getOrder({ orderId, orderToken })).refunded.amount).toBe('700');
});

test('until shipping knows of it an order goes elsewhere by a word here alone', async () => {
  s.faults.set('shipping.requestShipments', 'down');
  const { orderId, orderToken, guest } = await bought();
  const next = { ...address, line1: 'Lindenstraße 14', postcode: '10115' };
  expect((await guest.changeAddress({ orderId, orderToken, address: next })).address).toEqual(next);
  expect(s.calls).not.toContain('shipping.readdressShipments');
  s.faults.clear();
  s.t.clock.advance('31s');
  await s.t.settle();
  expect(s.addresses.get(orderId)).toEqual(next);
});

test('what shipping knows goes elsewhere until the carrier has it, and where that costs the same', async () => {
  const { orderId, orderToken, guest } = await bought();
  const change = (more: object) => guest.changeAddress({ orderId, orderToken, address: { ...address, ...more } });
  const next = { ...address, line1: 'Lindenstraße 14', postcode: '10115' };
  expect((await change(next)).address).toEqual(next);
  expect(s.addresses.get(orderId)).toEqual(next);
  for (const [more, reason] of [
    [{ country: 'AT', postcode: '1010' }, 'costs_change'],
    [{ region: 'BE' }, 'costs_change'],
    [{ postcode: '25980' }, 'costs_change'],
    [{ postcode: '00000' }, 'not_deliverable'],
  ] as const)
    await expect(change(more)).rejects.toMatchObject({ code: 'failed_precondition', extras: { reason } });
  s.state.handedOver = true;
  await expect(change({})).rejects.toMatchObject({ extras: { reason: 'handed_over' } });
  s.state.handedOver = false;
  expect((await guest.getOrder({ orderId, orderToken })).address).toEqual(next);
  await s.t.deliver(shipmentHandedOver, parcel(orderId, vendorA));
  await s.t.deliver(shipmentHandedOver, parcel(orderId, vendorB));
  await expect(change({})).rejects.toMatchObject({ extras: { reason: 'handed_over' } });
});

test('while it is handed to shipping nobody can tell where it goes', async () => {
  s.faults.set('shipping.requestShipments', 'hang');
  const wish = s.wish();
  const { orderId, orderToken } = await s.cart.placeOrder(wish);
  const settling = s.t.settle();
  await expect.poll(() => s.calls.at(-1)).toBe('shipping.requestShipments');
  const guest = s.t.anonymous().order;
  const moved = guest.changeAddress({ orderId, orderToken, address: { ...address, line1: 'Elsewhere 1' } });
  await expect(moved).rejects.toMatchObject({ code: 'conflict', extras: { reason: 'busy' } });
  s.faults.clear();
  await settling;
  s.t.clock.advance('31s');
  await s.t.settle();
  expect(s.addresses.get(orderId)).toEqual(address);
});

test('shipment.readdressed, delivered twice, brings the address of whoever was killed on the way', async () => {
  const { orderId, orderToken, guest } = await bought();
  const next = { ...address, line1: 'Lindenstraße 16' };
  s.addresses.set(orderId, next);
  const moved = { shipmentId: randomUUID(), orderId, vendorId: vendorA };
  await s.t.deliver(shipmentReaddressed, moved);
  await s.t.redeliver();
  expect((await guest.getOrder({ orderId, orderToken })).address).toEqual(next);
  const kept = await s.db.one({ address: col.bytes })`
    select address from shipping_addresses where order_id = ${orderId}`;
  expect(kept.address.toString('latin1')).not.toContain('Linden');
  s.addresses.delete(orderId);
  await s.t.deliver(shipmentReaddressed, moved);
  await s.t.deliver(shipmentReaddressed, { ...moved, orderId: randomUUID() });
  expect((await guest.getOrder({ orderId, orderToken })).address).toEqual(next);
});
