import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderCancelled, orderConfirmed, orderPlaced } from '../events.ts';
import { bike, book, debris, type Shop, sagas, shop, tenPercentOff } from './fixture.ts';
import { slotId } from './goods-peers.ts';

let s: Shop;
beforeAll(async () => {
  s = await shop();
});
afterAll(() => s.close());

test('an order is paid, sold and sent, each once', async () => {
  s.calls.length = 0;
  const reply = await s.cart.placeOrder(s.wish());
  expect(reply).toMatchObject({
    state: 'confirmed',
    paymentState: 'captured',
    total: { amount: '12490', currency: 'EUR' },
    action: null,
  });
  expect(reply.number).toMatch(/^A-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
  await s.t.settle();
  expect(s.calls).toEqual([
    'catalog.getOffers',
    'shipping.quoteShipping',
    'discount.evaluateDiscounts',
    'catalog.holdStock',
    'payment.authorisePayment',
    'catalog.confirmStockHold',
    'payment.capturePayment',
    'shipping.requestShipments',
  ]);
  expect(s.t.published(orderPlaced)).toHaveLength(1);
  expect(s.t.published(orderConfirmed)).toHaveLength(1);
  expect(await debris(s)).toEqual([]);
});

test('the same checkout fifty times in parallel is one order, with the same reply for each', async () => {
  const wish = s.wish();
  const before = s.payments.size;
  const replies = await Promise.all(Array.from({ length: 50 }, () => s.cart.placeOrder(wish)));
  expect(new Set(replies.map(reply => JSON.stringify(reply))).size).toBe(1);
  expect(s.payments.size - before).toBe(1);
  expect(await s.cart.placeOrder(wish)).toEqual(replies[0]);
  await s.t.settle();
  expect(await debris(s)).toEqual([]);
});

test('the buyer of the last piece who asks again gets the answer of their order', async () => {
  const rare = randomUUID();
  s.products.set(rare, { variantId: rare, amount: '500', stock: 1 });
  const lines = [{ lineId: randomUUID(), variantId: rare, quantity: 1 }];
  const wish = s.wish({ lines, expectedTotal: { amount: '990', currency: 'EUR' } });
  const first = await s.cart.placeOrder(wish);
  expect(await s.cart.placeOrder(wish)).toEqual(first);
});

test('a repetition of a refused checkout is refused with the same words', async () => {
  s.state.payments = 'declined';
  const wish = s.wish();
  const first = await s.cart.placeOrder(wish).catch(error => error);
  expect(first).toMatchObject({ code: 'failed_precondition', extras: { reason: 'payment_declined' } });
  expect(first.extras.details).toEqual({ reason: 'insufficient_funds' });
  const calls = s.calls.length;
  const again = await s.cart.placeOrder(wish).catch(error => error);
  s.state.payments = 'authorised';
  expect([again.code, again.message, again.extras]).toEqual([first.code, first.message, first.extras]);
  expect(s.calls.slice(calls)).not.toContain('payment.authorisePayment');
  await s.t.settle();
  expect(s.t.published(orderCancelled).at(-1)!.data).toMatchObject({ reason: 'payment_failed', whole: true });
  expect(await debris(s)).toEqual([]);
});

test('of two hundred buyers of the last ten, ten get one and the others a clear answer', async () => {
  const rare = randomUUID();
  s.products.set(rare, { variantId: rare, amount: '500', stock: 10 });
  const one = () => ({
    lines: [{ lineId: randomUUID(), variantId: rare, quantity: 1 }],
    expectedTotal: { amount: '990', currency: 'EUR' },
  });
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () =>
      s.cart.placeOrder(s.wish(one())).then(
        ({ state }) => state,
        error => `${error.code} ${error.extras.reason}`,
      ),
    ),
  );
  const count = (wanted: string) => outcomes.filter(outcome => outcome === wanted).length;
  expect([count('confirmed'), count('conflict out_of_stock')]).toEqual([10, 190]);
  await s.t.settle();
  expect([s.soldOf(rare), s.heldOf(rare)]).toEqual([10, 0]);
  expect(await debris(s)).toEqual([]);
});

test('the last use of a coupon goes to one buyer, and the loser keeps nothing', async () => {
  s.state.discounts = tenPercentOff;
  s.state.usesLeft = 1;
  const wish = () => s.wish({ expectedTotal: { amount: '11290', currency: 'EUR' } });
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => s.cart.placeOrder(wish())));
  s.state.discounts = null;
  s.state.usesLeft = Number.POSITIVE_INFINITY;
  const lost = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(lost).toHaveLength(19);
  for (const error of lost) expect(error).toMatchObject({ code: 'conflict', extras: { reason: 'coupon_exhausted' } });
  await s.t.settle();
  expect(await debris(s)).toEqual([]);
});

test('a total that changed is refused with both, and leaves nothing behind', async () => {
  const before = (await sagas(s)).length;
  s.products.get(bike)!.amount = '10100';
  const error = await s.cart.placeOrder(s.wish()).catch(thrown => thrown);
  s.products.get(bike)!.amount = '10000';
  expect(error).toMatchObject({
    code: 'conflict',
    extras: {
      reason: 'total_changed',
      details: { expected: { amount: '12490' }, total: { amount: '12590', currency: 'EUR' } },
    },
  });
  const elsewhere = s.wish({ expectedTotal: { amount: '12490', currency: 'USD' } });
  await expect(s.cart.placeOrder(elsewhere)).rejects.toMatchObject({ extras: { reason: 'total_changed' } });
  expect((await sagas(s)).length).toBe(before);
});

test('what is gone, not deliverable or more than there is, is refused before anything is held', async () => {
  const gone = { lines: [{ lineId: randomUUID(), variantId: randomUUID(), quantity: 1 }] };
  const many = { lines: [{ lineId: randomUUID(), variantId: bike, quantity: 999 }] };
  const abroad = { address: { ...s.wish().address, country: 'ZZ' } };
  const full = { slotId: randomUUID() };
  const twice = { lineId: randomUUID(), variantId: book, quantity: 1 };
  s.calls.length = 0;
  for (const [change, code, reason] of [
    [gone, 'failed_precondition', 'not_sellable'],
    [many, 'conflict', 'out_of_stock'],
    [abroad, 'failed_precondition', 'not_deliverable'],
    [full, 'failed_precondition', 'not_deliverable'],
    [{ lines: [twice, twice] }, 'invalid_argument', undefined],
  ] as const) {
    const error = await s.cart.placeOrder(s.wish(change as never)).catch(thrown => thrown);
    expect([error.code, error.extras.reason]).toEqual([code, reason]);
  }
  s.state.slotLeft = 0;
  await expect(s.cart.placeOrder(s.wish({ slotId }))).rejects.toMatchObject({ extras: { reason: 'not_deliverable' } });
  s.state.slotLeft = 3;
  s.products.get(book)!.sellable = false;
  await expect(s.cart.placeOrder(s.wish())).rejects.toMatchObject({ extras: { reason: 'not_sellable' } });
  s.products.get(book)!.sellable = true;
  expect(s.calls).not.toContain('catalog.holdStock');
});

test('a code that is not taken is refused: as used up where it is', async () => {
  const rejected = (reason: string) => ({
    lines: [],
    shipping: [],
    applied: [],
    rejected: [{ code: 'NOPE', reason, message: 'Take it out.' }],
  });
  for (const [reason, expected] of [
    ['expired', { code: 'failed_precondition', extras: { reason: 'coupon_rejected' } }],
    ['exhausted', { code: 'conflict', extras: { reason: 'coupon_exhausted' } }],
  ] as const) {
    s.state.discounts = () => rejected(reason);
    await expect(s.cart.placeOrder(s.wish({ codes: ['NOPE'] }))).rejects.toMatchObject(expected);
  }
  s.state.discounts = null;
});

test('two orders whose numbers would be the same get different ones', async () => {
  const first = await s.cart.placeOrder(s.wish());
  const wish = s.wish();
  const { orderNumber } = await import('../domain/number.ts');
  const { keysOf } = await import('../ids.ts');
  const { sha256 } = await import('#kernel/security/digest');
  const wanted = orderNumber(sha256(`${keysOf(wish.checkoutId).orderId}:0`));
  await s.db.run`update checkout_sagas set number = ${wanted} where order_id = ${first.orderId}`;
  const second = await s.cart.placeOrder(wish);
  expect(second.number).not.toBe(wanted);
  expect(second.state).toBe('confirmed');
});
