// Gift cards among what is ordered: worth what was paid for them, and taken back as far as they are not spent.

import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { leftOf, reckonCancellation } from '../domain/cancellation.ts';
import { orderCancelled } from '../events.ts';
import { keysOf } from '../ids.ts';
import { address, bike, type Shop, shop, tenPercentOff, vendorA } from './fixture.ts';

const voucher = '00000000-0000-4000-8000-000000000009';
let s: Shop;
beforeAll(async () => {
  s = await shop();
  const product = { variantId: voucher, amount: '2500', stock: null, vendorId: vendorA, title: 'Gift card' };
  s.products.set(voucher, { ...product, giftCard: true, requiresShipping: false });
});
beforeEach(() => {
  s.state.discounts = null;
});
afterAll(() => s.close());

const euros = (amount: string) => ({ amount, currency: 'EUR' });
const cardsOnly = (quantity = 1, change: Parameters<Shop['wish']>[0] = {}) =>
  s.wish({
    lines: [{ lineId: randomUUID(), variantId: voucher, quantity }],
    address: null,
    methodId: null,
    expectedTotal: euros(String(2_500 * quantity)),
    ...change,
  });
const withBike = (change: Parameters<Shop['wish']>[0] = {}) =>
  s.wish({
    lines: [
      { lineId: randomUUID(), variantId: bike, quantity: 1 },
      { lineId: randomUUID(), variantId: voucher, quantity: 2 },
    ],
    expectedTotal: euros('15490'),
    ...change,
  });
async function bought(wish: ReturnType<Shop['wish']>) {
  const { orderId, orderToken } = await s.cart.placeOrder(wish);
  await s.t.settle();
  const guest = s.t.anonymous().order;
  return {
    wish,
    orderId,
    payment: keysOf(wish.checkoutId).paymentId,
    get: () => guest.getOrder({ orderId, orderToken }),
    cancel: (lines: { lineId: string; quantity: number }[] | null = null) =>
      guest.cancelOrder({ orderId, orderToken, lines }),
    cards: () => s.giftCards.get(orderId)!,
  };
}
const refunded = (payment: string) =>
  [...s.refunds.values()].filter(({ paymentId }) => paymentId === payment).map(({ amount }) => Number(amount));

test('gift cards alone need no address and no way to send them, bear no tax, and are there at once', async () => {
  const { get, wish, cards } = await bought(cardsOnly(2));
  expect(await get()).toMatchObject({
    state: 'fulfilled',
    address: null,
    tax: euros('0'),
    total: euros('5000'),
    lines: [{ giftCard: true, waits: false, shipsFrom: null, taxRatePpm: 0 }],
  });
  expect(cards().map(({ value }) => value)).toEqual([2_500n, 2_500n]);
  expect(s.state.invoices.at(-1)).toMatchObject({ billTo: ['ada@example.org'] });
  const billed = await bought(cardsOnly(1, { billingAddress: address }));
  expect((await billed.get()).state).toBe('fulfilled');
  expect(s.state.invoices.at(-1)).toMatchObject({ billTo: expect.arrayContaining(['Ada Adler']) });
  const { lines, destination = null } = { lines: wish.lines };
  const quoted = await s.cart.quoteOrder({
    ...{ lines, destination, methodId: null, currency: 'EUR', userId: null, codes: [] },
  });
  expect(quoted).toMatchObject({ needsAddress: false, shipping: euros('0'), lines: [{ giftCard: true }] });
});

test('no discount is taken off a gift card, and the rest is taxed and sent as ever', async () => {
  s.state.discounts = tenPercentOff;
  const { get } = await bought(withBike({ expectedTotal: euros('14490') }));
  const order = await get();
  expect(order.lines.map(({ discount, tax }) => [discount.amount, tax.amount])).toEqual([
    ['1000', '1437'],
    ['0', '0'],
  ]);
  expect(order).toMatchObject({ state: 'confirmed', discount: euros('1000') });
});

test('what cannot be is refused: paid with a gift card, worth nothing, goods that go nowhere', async () => {
  const payment = { kind: 'card' as const, token: null, giftCards: ['ABCD-EFGH-2345'], storeCredit: false };
  await expect(s.cart.placeOrder(withBike({ payment }))).rejects.toMatchObject({
    extras: { reason: 'gift_card_for_gift_card' },
  });
  await expect(s.cart.placeOrder(withBike({ address: null }))).rejects.toMatchObject({
    extras: { reason: 'address_needed' },
  });
  s.products.get(voucher)!.amount = '0';
  await expect(s.cart.placeOrder(cardsOnly(1, { expectedTotal: euros('0') }))).rejects.toMatchObject({
    extras: { reason: 'not_sellable' },
  });
  s.products.get(voucher)!.amount = '2500';
});

test('of cancelled gift cards goes back what is not spent, wherever the rest of the order is', async () => {
  const { wish, get, cancel, cards, payment, orderId } = await bought(withBike());
  cards()[0]!.left = 1_000n;
  const { lineId } = wish.lines[1]!;
  await cancel([{ lineId, quantity: 1 }]);
  await s.t.settle();
  expect(refunded(payment)).toEqual([2_500]);
  const told = s.t.published(orderCancelled).filter(({ data }) => data.orderId === orderId);
  expect(told.map(({ data }) => data.refunded)).toEqual([null]);
  const { parts } = await get();
  expect(parts).toMatchObject([{ vendorId: vendorA, refunded: euros('2500'), payment: 'partially_refunded' }]);
  await cancel();
  await s.t.settle();
  expect(refunded(payment).sort()).toEqual([1_000, 10_490, 2_500].sort());
  expect(await get()).toMatchObject({ state: 'cancelled', parts: [{ refunded: euros('13990') }] });
});

test('spent gift cards stay: named they are refused, and of the whole order the rest is cancelled', async () => {
  const { wish, get, cancel, cards, payment } = await bought(cardsOnly(2));
  cards()[0]!.left = 0n;
  const { lineId } = wish.lines[0]!;
  await expect(cancel([{ lineId, quantity: 2 }])).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'gift_card_spent', details: { lineId, left: 1 } },
  });
  await cancel();
  await s.t.settle();
  expect(refunded(payment)).toEqual([2_500]);
  expect(await get()).toMatchObject({ state: 'fulfilled', lines: [{ quantity: 2, cancelled: 1 }] });
  await expect(cancel()).rejects.toMatchObject({ extras: { reason: 'handed_over' } });
});

test('spent between the look and the withdrawal, only what was left goes back, however often it is tried', async () => {
  const { get, cancel, cards, payment } = await bought(cardsOnly());
  s.faults.set('payment.withdrawGiftCards', 'down');
  await cancel();
  await s.t.settle();
  cards()[0]!.left = 700n;
  s.faults.set('payment.withdrawGiftCards', 'lose');
  await s.t.advance('2s');
  s.faults.clear();
  await s.t.advance('10s');
  await s.t.advance('30s');
  expect(refunded(payment)).toEqual([700]);
  expect(await get()).toMatchObject({ state: 'cancelled', parts: [{ refunded: euros('700') }] });
});

test('a vendor refuses gift cards of its own, and of those alone', async () => {
  const { wish, orderId, payment } = await bought(withBike());
  const vendor = s.t.as(s.t.person(`vendor@vendor:${vendorA}`)).order;
  const lines = [{ lineId: wish.lines[1]!.lineId, quantity: 2 }];
  await vendor.refuseLines({ vendorId: vendorA, orderId, lines, reason: 'Not any more' });
  await s.t.settle();
  expect(refunded(payment)).toEqual([5_000]);
});

test('whatever is cancelled, the pieces that are gift cards are in no amount, and all of them are named', () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 9 }),
    unit: fc.bigInt({ min: 1n, max: 9_999n }),
    giftCard: fc.boolean(),
    vendorId: fc.constantFrom('a', 'b'),
  });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), given => {
      const lines = given.map(({ quantity, unit, giftCard, vendorId }, index) => ({
        ...{ lineId: String(index), vendorId, variantId: String(index), categoryIds: [], quantity, cancelled: 0 },
        ...{ total: unit * BigInt(quantity), tax: 0n, funded: 0n, giftCard },
      }));
      const done = reckonCancellation(lines, [], leftOf(lines));
      const goods = lines.filter(({ giftCard }) => !giftCard).reduce((sum, { total }) => sum + total, 0n);
      expect(done.amount).toBe(goods);
      expect(done.shares.reduce((sum, { gross }) => sum + gross, 0n)).toBe(goods);
      const cards = done.giftCards.flatMap(each => each.lines);
      expect(cards.map(({ lineId }) => lineId).sort()).toEqual(
        lines.filter(({ giftCard }) => giftCard).map(({ lineId }) => lineId),
      );
      expect(done.whole).toBe(true);
    }),
  );
});
