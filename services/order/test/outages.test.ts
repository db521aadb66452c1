import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { paymentAuthorised, paymentFailed, paymentSucceeded } from '#services/payment/events';
import { orderCancelled } from '../events.ts';
import { keysOf } from '../ids.ts';
import { book, debris, type Shop, sagas, shop, tenPercentOff } from './fixture.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop({ AGORA_ORDER_STEP_TIMEOUT_MS: '60' });
});
afterAll(() => s.close());
afterEach(async () => {
  s.faults.clear();
  Object.assign(s.state, { payments: 'authorised', captures: 'captured', discounts: null });
  s.t.clock.advance('31s');
  await s.t.settle();
  s.t.clock.advance('31s');
  await s.t.settle();
  expect(await debris(s)).toEqual([]);
});

const discounted = () => {
  s.state.discounts = tenPercentOff;
  return s.wish({ expectedTotal: { amount: '11290', currency: 'EUR' } });
};
const last = async () => (await sagas(s)).at(-1)!;
const about = (checkoutId: string) => {
  const { paymentId, orderId } = keysOf(checkoutId);
  return { paymentId, orderId, payerId: null, purpose: 'order', amount: { amount: '12490', currency: 'EUR' } };
};

test.each(['catalog', 'discount', 'shipping', 'payment'])(
  '%s is down: a clear answer, nothing left behind, and orders again when it is back',
  async name => {
    const wish = discounted();
    s.faults.set(name, 'down');
    const error = await s.cart.placeOrder(wish).catch(thrown => thrown);
    expect(error.code).toBe('unavailable');
    s.faults.clear();
    await s.t.settle();
    s.t.clock.advance('31s');
    await s.t.settle();
    expect(await debris(s)).toEqual([]);
    expect(await s.cart.placeOrder(discounted())).toMatchObject({ state: 'confirmed' });
  },
);

test.each([
  ['catalog.holdStock', 'down'],
  ['catalog.holdStock', 'hang'],
  ['catalog.holdStock', 'lose'],
  ['discount.holdDiscountUses', 'down'],
  ['discount.holdDiscountUses', 'hang'],
  ['discount.holdDiscountUses', 'lose'],
  ['payment.authorisePayment', 'down'],
  ['payment.authorisePayment', 'lose'],
] as const)('%s is %s: nothing is charged and nothing kept', async (step, fault) => {
  s.faults.set(step, fault);
  const error = await s.cart.placeOrder(discounted()).catch(thrown => thrown);
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('nothing was charged'),
    // By this cart knows that the checkout is over.
    extras: { reason: 'not_placed' },
  });
  expect(await last()).toMatchObject({ state: 'cancelled', cancel_reason: 'not_placed' });
});

test.each(['catalog.confirmStockHold', 'discount.confirmDiscountUses', 'payment.capturePayment'])(
  '%s is down after the payment was authorised: the order goes on when it is back',
  async step => {
    const wish = discounted();
    s.faults.set(step, 'down');
    expect(await s.cart.placeOrder(wish)).toMatchObject({ state: 'pending' });
    s.faults.clear();
    s.t.clock.advance('2s');
    await s.t.settle();
    expect(await s.cart.placeOrder(wish)).toMatchObject({ state: 'confirmed' });
  },
);

test('catalog stays away until the hold has ended: the money is let go and the order is off', async () => {
  s.faults.set('catalog.confirmStockHold', 'down');
  const wish = s.wish();
  await s.cart.placeOrder(wish);
  s.t.clock.advance('16m');
  s.faults.clear();
  await s.t.settle();
  expect(await last()).toMatchObject({ state: 'cancelled', cancel_reason: 'payment_expired' });
  await expect(s.cart.placeOrder(wish)).rejects.toMatchObject({ extras: { reason: 'payment_expired' } });
});

test('shipping is down after the sale: the order is confirmed, and sent when it is back', async () => {
  s.faults.set('shipping.requestShipments', 'down');
  const { orderId, state } = await s.cart.placeOrder(s.wish());
  expect(state).toBe('confirmed');
  await s.t.settle();
  expect(s.shipments.has(orderId)).toBe(false);
  s.faults.clear();
  s.t.clock.advance('2s');
  await s.t.settle();
  expect(s.shipments.get(orderId)).toHaveLength(2);
});

const asked = () => s.calls.filter(name => name === 'shipping.requestShipments').length;

/** Orders that wait for shipping together; gives them when it is there again, before they are asked for. */
async function waitingForShipping(count: number, wish = () => s.wish()) {
  s.faults.set('shipping.requestShipments', 'down');
  const orders = [];
  for (let index = 0; index < count; index++) orders.push(await s.cart.placeOrder(wish()));
  await s.t.settle();
  s.faults.clear();
  s.t.clock.advance('2s');
  s.calls.length = 0;
  return orders;
}

test('many orders are sent by one call, and one that holds no more is followed by another', async () => {
  const orders = await waitingForShipping(4);
  await s.t.settle();
  for (const { orderId } of orders) expect(s.shipments.get(orderId)).toHaveLength(2);
  expect(asked()).toBe(1);
  Object.assign(s.products.get(book)!, { title: 'x'.repeat(490) });
  const lines = () => Array.from({ length: 90 }, () => ({ lineId: randomUUID(), variantId: book, quantity: 1 }));
  const long = await waitingForShipping(3, () =>
    s.wish({ lines: lines(), expectedTotal: { amount: '90490', currency: 'EUR' } }),
  );
  Object.assign(s.products.get(book)!, { title: 'Book' });
  await s.t.settle();
  for (const { orderId } of long) expect(s.shipments.get(orderId)).toHaveLength(1);
  expect(asked()).toBe(3);
});

test.each(['refusesToSend', 'stumblesOver'] as const)(
  'an order that shipping %s does not hold up those that are asked for with it',
  async how => {
    const [first, second, third] = await waitingForShipping(3);
    s.state[how] = second!.number;
    await s.t.settle();
    expect([first, second, third].map(each => s.shipments.has(each!.orderId))).toEqual([true, false, true]);
    const { items } = await s.t.as(s.t.person('admin@platform')).order.listStuckCheckouts({});
    expect(items.map(({ orderId }) => orderId)).not.toContain(first!.orderId);
    s.state[how] = null;
    s.t.clock.advance('5s');
    await s.t.settle();
    expect(s.shipments.has(second!.orderId)).toBe(true);
  },
);

test('payment is down while it should let go of money: it is tried until it has', async () => {
  s.faults.set('payment.authorisePayment', 'lose');
  s.faults.set('payment.voidPayment', 'down');
  await expect(s.cart.placeOrder(s.wish())).rejects.toMatchObject({ code: 'unavailable' });
  expect(await last()).toMatchObject({ state: 'compensating' });
  // Stock is free only after the money is.
  expect([...s.stockHolds.values()].at(-1)!.state).toBe('held');
  s.faults.clear();
  s.t.clock.advance('3s');
  await s.t.settle();
  expect(await last()).toMatchObject({ state: 'cancelled' });
});

test('a provider that does not answer leaves the payment unknown until it says', async () => {
  s.faults.set('payment.authorisePayment', 'hang');
  const wish = s.wish();
  expect(await s.cart.placeOrder(wish)).toMatchObject({ state: 'payment_unknown' });
  s.faults.clear();
  // It never got there: the same payment is asked for once more.
  s.t.clock.advance('2s');
  await s.t.settle();
  expect(await s.cart.placeOrder(wish)).toMatchObject({ state: 'confirmed' });
});

test('an event that tells of the payment is heard at once, and delivered twice it changes nothing more', async () => {
  s.state.payments = 'unknown';
  const wish = s.wish();
  expect(await s.cart.placeOrder(wish)).toMatchObject({ state: 'payment_unknown', paymentState: 'unknown' });
  s.payments.get(keysOf(wish.checkoutId).paymentId)!.state = 'authorised';
  await s.t.deliver(paymentAuthorised, about(wish.checkoutId));
  expect(await last()).toMatchObject({ state: 'completed' });
  await s.t.deliver(paymentSucceeded, about(wish.checkoutId));
  await s.t.redeliver();
  expect(await last()).toMatchObject({ state: 'completed' });
});

test('an event that tells of a decline ends the wait, also when it comes twice', async () => {
  s.state.payments = 'action_required';
  const wish = s.wish();
  expect(await s.cart.placeOrder(wish)).toMatchObject({
    state: 'awaiting_payment',
    action: { url: 'https://pay.example/1' },
  });
  Object.assign(s.payments.get(keysOf(wish.checkoutId).paymentId)!, { state: 'declined', reason: 'stolen_card' });
  await s.t.deliver(paymentFailed, { ...about(wish.checkoutId), reason: 'stolen_card' });
  await s.t.redeliver();
  expect(await last()).toMatchObject({ state: 'cancelled', cancel_reason: 'payment_failed' });
  await expect(s.cart.placeOrder(wish)).rejects.toMatchObject({ extras: { details: { reason: 'stolen_card' } } });
});

test('who does not pay in a quarter of an hour gets nothing kept', async () => {
  s.state.payments = 'action_required';
  const wish = s.wish();
  await s.cart.placeOrder(wish);
  expect([...s.stockHolds.values()].at(-1)!.state).toBe('held');
  s.t.clock.advance('14m');
  await s.t.settle();
  expect(await last()).toMatchObject({ state: 'awaiting_payment', order_state: 'awaiting_payment' });
  s.t.clock.advance('2m');
  await s.t.settle();
  expect(await last()).toMatchObject({ state: 'cancelled', cancel_reason: 'payment_expired' });
});

test('money that comes for a cancelled order is given back, and the order stays cancelled once', async () => {
  s.state.payments = 'declined';
  const wish = s.wish();
  await s.cart.placeOrder(wish).catch(() => {});
  const { paymentId, orderId } = keysOf(wish.checkoutId);
  Object.assign(s.payments.get(paymentId)!, { state: 'captured', captured: 12_490n });
  await s.t.deliver(paymentSucceeded, about(wish.checkoutId));
  expect(s.payments.get(paymentId)).toMatchObject({ state: 'voided', refunded: 12_490n });
  const told = s.t.published(orderCancelled).filter(({ subject }) => subject === orderId);
  expect(told).toHaveLength(1);
});
