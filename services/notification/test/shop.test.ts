import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { cartAbandoned } from '#services/cart/events';
import { userDeleted, userRoleChanged } from '#services/iam/events';
import { orderCancelled, orderConfirmed, orderFulfilled } from '#services/order/events';
import { invoiceCreated, paymentFailed, refundIssued } from '#services/payment/events';
import { shipmentDelivered, shipmentHandedOver, shipmentReadyForPickup } from '#services/shipping/events';
import { moneyIn } from '../templates/money.ts';
import { type OrderState, shopNeighbours } from './shop.ts';
import { type Town, town } from './town.ts';

const around = shopNeighbours();
const { orders, parcels, shop, newOrder } = around;
let home: Town;

beforeAll(async () => {
  home = await town({ peers: around.shopPeers });
});
afterAll(() => home.t.close());

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const confirmed = ({ orderId, number, userId }: OrderState) => {
  const what = { lineId: orderId, productId: orderId, variantId: orderId, vendorId: orderId };
  return {
    orderId,
    number,
    userId,
    cartId: null,
    total: euros('4990'),
    lines: [{ ...what, quantity: 2, total: euros('4990') }],
  };
};
const cancelled = (order: OrderState, more: object = {}) => {
  const { total: _total, ...about } = confirmed(order);
  const lines = about.lines.map(({ productId: _productId, total: _each, ...line }) => line);
  return { ...about, lines, reason: 'by_vendor' as const, whole: true, refunded: euros('4990'), ...more };
};
const mailsTo = async (email: string) => (await home.mailbox()).filter(({ recipient }) => recipient === email);
const subjects = async (email: string) => (await mailsTo(email)).map(({ subject }) => subject);
const types = async (user: ReturnType<Town['person']>) => (await home.inApp(user)).map(({ type }) => type);

/** A guest's order, and one of somebody with an account. */
function guest(about: Partial<OrderState> = {}) {
  const email = `guest-${randomUUID()}@post.example`;
  return { ...newOrder({ email, ...about }), email };
}
function buyer(about: Partial<OrderState> = {}) {
  const person = home.person();
  return { person, ...newOrder({ userId: person.userId, email: 'other@post.example', ...about }) };
}

test('order.confirmed, delivered twice and published twice, is one e-mail and one line in the app', async () => {
  const { person, ...order } = buyer();
  await home.t.deliver(orderConfirmed, confirmed(order));
  await home.t.deliver(orderConfirmed, confirmed(order));
  await home.t.redeliver();
  expect(await types(person)).toEqual(['order.confirmed']);
  const [mail, ...more] = await home.mailbox(person.userId);
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ recipient: person.email, subject: 'Your order A-1042' });
  expect(mail!.text).toContain('€49.90');
  expect(mail!.text).toContain('2 × Bicycle bell');
  expect(mail!.text).toContain(`http://agora.test/orders/${order.orderId}`);
  expect(mail!.text).not.toContain('token-of-the-order');
});

test('a guest gets it once at the address of the order, in the language of the order, with a link that opens it', async () => {
  const order = guest({ locale: 'de' });
  await home.t.deliver(orderConfirmed, confirmed(order));
  await home.t.redeliver();
  const [mail, ...more] = await mailsTo(order.email);
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ subject: 'Ihre Bestellung A-1042', user_id: null });
  expect(mail!.text).toContain('49,90\u00a0€');
  expect(mail!.text).toContain(`/orders/${order.orderId}?token=token-of-the-order`);
  expect(mail!.text).toContain('weil Sie bei Agora bestellt haben');
  expect(mail!.text).not.toContain('/settings/');
  const kept = await home.t.db('notification').many({ variables: col.json<object>() })`
    select variables from deliveries where guest_order_id = ${order.orderId}`;
  expect(JSON.stringify(kept)).not.toContain(order.email);
});

test('order.cancelled, delivered twice, is told with its refund; what was refused at the checkout is not', async () => {
  const order = guest();
  for (const reason of ['payment_failed', 'out_of_stock', 'not_placed'] as const)
    await home.t.deliver(orderCancelled, cancelled(order, { reason, refunded: null }));
  expect(await mailsTo(order.email)).toEqual([]);
  await home.t.deliver(orderCancelled, cancelled(order, { whole: false, refunded: euros('1000') }));
  home.t.clock.advance('1s');
  await home.t.deliver(orderCancelled, cancelled(order, { reason: 'by_customer', refunded: null }));
  await home.t.redeliver();
  const [part, whole, ...more] = await mailsTo(order.email);
  expect(more).toEqual([]);
  expect(part?.subject).toBe('Partly cancelled: your order A-1042');
  expect(part?.text).toContain('You get €10.00 back.');
  expect(whole?.subject).toBe('Cancelled: your order A-1042');
  expect(whole?.text).not.toContain('back.');
});

test('order.fulfilled, delivered twice, is a line in the app and no e-mail', async () => {
  const { person, ...order } = buyer();
  const { total: _total, ...fulfilled } = confirmed(order);
  await home.t.deliver(orderFulfilled, fulfilled);
  await home.t.redeliver();
  expect(await types(person)).toEqual(['order.fulfilled']);
  expect(await home.mailbox(person.userId)).toEqual([]);
});

const payment = ({ orderId, userId }: OrderState) => ({
  paymentId: randomUUID(),
  orderId,
  payerId: userId,
  amount: euros('4990'),
});
const refundOf = (order: OrderState) => ({ ...payment(order), purpose: 'order', refundId: randomUUID() });

test('payment.failed, delivered twice, is told once the order has outlived it, and not where that is cancelled by it', async () => {
  const open = guest({ state: 'awaiting_payment' });
  const over = guest({ state: 'awaiting_payment' });
  const declined = guest({ state: 'cancelled' });
  for (const order of [open, over, declined])
    await home.t.deliver(paymentFailed, { ...payment(order), purpose: 'order', reason: 'declined' });
  orders.set(over.orderId, { ...over, state: 'cancelled' });
  expect(await mailsTo(open.email)).toEqual([]);
  await home.t.advance('3m');
  await home.t.redeliver();
  expect(await subjects(open.email)).toEqual(['Your payment did not go through: order A-1042']);
  expect(await mailsTo(over.email)).toEqual([]);
  expect(await mailsTo(declined.email)).toEqual([]);
});

test('refund.issued, delivered twice, is told once to buyers and guests', async () => {
  const { person, ...order } = buyer();
  const visitor = guest();
  for (const each of [order, visitor]) {
    const refund = { ...refundOf(each), amount: { amount: '1500', currency: 'JPY' } };
    await home.t.deliver(refundIssued, refund);
    await home.t.deliver(refundIssued, refund);
  }
  await home.t.redeliver();
  expect(await types(person)).toEqual(['refund.issued']);
  const mails = [...(await home.mailbox(person.userId)), ...(await mailsTo(visitor.email))];
  expect(mails).toHaveLength(2);
  for (const mail of mails) expect(mail.text).toContain('JP¥1,500');
});

test('invoice.created, delivered twice, is a line in the app of whoever has an account', async () => {
  const { person, ...order } = buyer();
  for (const each of [order, guest()]) {
    const { amount: _amount, ...about } = payment(each);
    await home.t.deliver(invoiceCreated, { ...about, invoiceId: randomUUID(), number: '2026-000017' });
  }
  await home.t.redeliver();
  expect(await home.inApp(person)).toMatchObject([{ type: 'invoice.created', title: 'Invoice 2026-000017' }]);
});

function parcelOf(order: OrderState, state: 'in_transit' | 'ready_for_pickup' | 'delivered') {
  const shipmentId = randomUUID();
  parcels.set(shipmentId, { orderId: order.orderId, state });
  return { shipmentId, orderId: order.orderId, vendorId: randomUUID(), lines: [] };
}

test('shipmentHandedOver, shipmentReadyForPickup and shipmentDelivered, delivered twice, are an e-mail each, with the link of the parcel', async () => {
  const order = guest();
  const parcel = parcelOf(order, 'in_transit');
  for (const [event, state] of [
    [shipmentHandedOver, 'in_transit'],
    [shipmentReadyForPickup, 'ready_for_pickup'],
    [shipmentDelivered, 'delivered'],
  ] as const) {
    parcels.set(parcel.shipmentId, { orderId: order.orderId, state });
    await home.t.deliver(event, parcel);
    await home.t.deliver(event, parcel);
    home.t.clock.advance('1s');
  }
  await home.t.redeliver();
  const mails = await mailsTo(order.email);
  expect(mails.map(({ subject }) => subject)).toEqual([
    'On its way: your order A-1042',
    'Ready for you: your order A-1042',
    'Delivered: your order A-1042',
  ]);
  for (const { text } of mails) expect(text).toContain(`https://agora.example/track/${parcel.shipmentId}`);
  expect(mails[1]?.text).toContain('in the locker of your entrance');
  const kept = await home.t.db('notification').many({ variables: col.json<object>() })`
    select variables from deliveries where guest_order_id = ${order.orderId}`;
  expect(JSON.stringify(kept)).not.toContain('/track/');
});

test('nobody is sent to a locker that is empty by then', async () => {
  const { person, ...order } = buyer();
  const parcel = parcelOf(order, 'delivered');
  await home.t.deliver(shipmentReadyForPickup, parcel);
  expect(await types(person)).toEqual([]);
  expect(await home.log(person.userId)).toMatchObject([{ outcome: 'skipped' }, { outcome: 'skipped' }]);
});

test('while the shop is away its messages wait, and each goes out once when it is back', async () => {
  const order = guest();
  shop.down = true;
  await home.t.deliver(orderConfirmed, confirmed(order));
  expect(await mailsTo(order.email)).toEqual([]);
  shop.down = false;
  await home.t.advance('1h');
  await home.t.advance('1h');
  expect(await subjects(order.email)).toEqual(['Your order A-1042']);
});

test('parcels of orders that nobody knows, or whose buyer is forgotten, are told to nobody', async () => {
  const before = (await home.mailbox()).length;
  const forgotten = newOrder();
  await home.t.deliver(shipmentDelivered, parcelOf(forgotten, 'delivered'));
  await home.t.deliver(shipmentDelivered, { ...parcelOf(forgotten, 'delivered'), orderId: randomUUID() });
  await home.t.deliver(orderConfirmed, confirmed(forgotten));
  expect((await home.mailbox()).length).toBe(before);
});

test('cartAbandoned, delivered twice, is no e-mail unless the person wants it, and nothing to guests', async () => {
  const [quiet, keen] = [home.person(), home.person()];
  const wish = { type: 'cart.abandoned' as const, channel: 'email' as const, enabled: true };
  await home.t.as(keen).notification.setPreferences({ items: [wish] });
  const before = (await home.mailbox()).length;
  for (const userId of [quiet.userId, keen.userId, null])
    await home.t.deliver(cartAbandoned, {
      cartId: randomUUID(),
      userId,
      items: 3,
      value: { amount: '1234', currency: 'KWD' },
    });
  await home.t.redeliver();
  expect(await types(quiet)).toEqual(['cart.abandoned']);
  const mails = await home.mailbox();
  expect(mails.slice(before).map(({ user_id }) => user_id)).toEqual([keen.userId]);
  expect(mails.at(-1)?.text).toContain('KWD 1.234'.replace(' ', '\u00a0'));
});

test('the messages of a busy hour are collected and still say what they are about', async () => {
  const { person, ...order } = buyer();
  for (let count = 0; count < 22; count++) await home.t.deliver(refundIssued, refundOf(order));
  expect(await home.mailbox(person.userId)).toHaveLength(20);
  shop.down = true;
  await home.t.advance('1h');
  shop.down = false;
  await home.t.advance('1h');
  const mails = await home.mailbox(person.userId);
  expect(mails).toHaveLength(21);
  expect(mails.at(-1)?.text).toContain('A refund for your order A-1042');
});

test('a deleted account is told nothing any more, and works for no vendor', async () => {
  const seller = home.person();
  const vendorId = randomUUID();
  const role = { userId: seller.userId, role: 'vendor' as const, scope: `vendor:${vendorId}` };
  await home.t.deliver(userRoleChanged, { ...role, change: 'granted' });
  await home.t.deliver(userDeleted, { userId: seller.userId });
  const kept = await home.t.db('notification').run`select from vendor_staff where user_id = ${seller.userId}`;
  expect(kept).toBe(0);
});

test.each([
  ['en-GB', '4990', 'EUR', '€49.90'],
  ['de-DE', '-5', 'EUR', '-0,05\u00a0€'],
  ['en-GB', '1500', 'JPY', 'JP¥1,500'],
  ['en-GB', '1', 'KWD', 'KWD\u00a00.001'],
  ['de-DE', '900719925474099312', 'USD', '9.007.199.254.740.993,12\u00a0$'],
])('in %s %s of %s is %s', (locale, amount, currency, shown) => {
  expect(moneyIn(locale, { amount, currency })).toBe(shown);
});
