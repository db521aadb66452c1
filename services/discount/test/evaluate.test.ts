import { afterAll, beforeAll, expect, test } from 'vitest';
import { agora } from '#kernel/testing/harness';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import discount from '../service.ts';
import { admin, aLine, evaluating, holding, order, type T, vendorId, withCode } from './shop.ts';

let t: T;
beforeAll(async () => {
  t = await agora({ services: [discount] });
});
afterAll(() => t.close());

const reason = async (code: string, more: object = {}) =>
  (await evaluating(t, [code], more)).rejected[0]?.reason ?? null;

test('a code takes its part off each line, and says what it is', async () => {
  const use = await withCode(t, 'TEN');
  const second = aLine({ lineId: '00000000-0000-8000-8000-000000000009', quantity: 1, unitPrice: '5' });
  expect(await evaluating(t, ['TEN'], { lines: [second, aLine()] })).toEqual({
    lines: [
      { lineId: second.lineId, amount: '1', parts: [{ promotionId: use.promotionId, amount: '1' }] },
      { lineId: aLine().lineId, amount: '300', parts: [{ promotionId: use.promotionId, amount: '300' }] },
    ],
    shipping: [],
    applied: [{ ...use, code: 'TEN', name: 'TEN', amount: '301', fundedBy: 'platform' }],
    rejected: [],
  });
});

test('free shipping counts before its price is known, and then takes it off', async () => {
  await withCode(t, 'SHIP', { benefit: { kind: 'free_shipping' } });
  expect((await evaluating(t, ['SHIP'])).applied).toMatchObject([{ amount: '0' }]);
  const known = await evaluating(t, ['SHIP'], { shipping: [{ vendorId, amount: '490' }] });
  expect(known.shipping).toEqual([{ vendorId, amount: '490' }]);
  expect(await reason('SHIP', { shipping: [{ vendorId, amount: '0' }] })).toBe('no_effect');
});

test('a code that does not count says why', async () => {
  const now = t.clock.epochMs();
  const day = (offset: number) => new Date(now + offset * 86_400_000).toISOString();
  await withCode(t, 'OLD', {}, { startsAt: day(-2), endsAt: day(-1) });
  await withCode(t, 'SOON', {}, { startsAt: day(1) });
  await withCode(t, 'OVER', { endsAt: day(-1) });
  await withCode(t, 'BIG', { currency: 'EUR', rules: [{ kind: 'min_subtotal', amount: '3001' }] });
  await withCode(t, 'MANY', { rules: [{ kind: 'min_quantity', quantity: 4 }] });
  await withCode(t, 'MINE', {}, { userId: t.person().userId });
  await withCode(t, 'ONCE-EACH', { perUserLimit: 1 });
  await withCode(t, 'YEN', { currency: 'JPY', benefit: { kind: 'amount', amount: '5' } });
  await withCode(t, 'OTHERS', { rules: [{ kind: 'vendors', ids: [t.person().userId] }] });
  const paused = await withCode(t, 'PAUSED');
  await t.as(admin(t)).discount.updatePromotion({ promotionId: paused.promotionId, state: 'paused' });
  const reasons = await Promise.all(
    ['NOPE', 'OLD', 'SOON', 'OVER', 'BIG', 'MANY', 'MINE', 'ONCE-EACH', 'YEN', 'OTHERS', 'PAUSED'].map(code =>
      reason(code),
    ),
  );
  expect(reasons).toEqual([
    'unknown',
    'expired',
    'not_yet',
    'expired',
    'below_minimum',
    'below_minimum',
    'not_yours',
    'sign_in_required',
    'not_applicable',
    'not_applicable',
    'inactive',
  ]);
  const { rejected } = await evaluating(t, ['BIG']);
  expect(rejected[0]!.message).toBe('This counts from 30.01 EUR; add something to the cart.');
});

test('a code that is used up is exhausted, for one who used it already, used', async () => {
  const user = t.person();
  const last = await withCode(t, 'LAST', {}, { usageLimit: 1 });
  await order(t).holdDiscountUses(holding(t, last));
  expect(await reason('LAST')).toBe('exhausted');
  const mine = await withCode(t, 'EACH', {}, { perUserLimit: 1 });
  await order(t).holdDiscountUses(holding(t, mine, user.userId));
  expect(await reason('EACH', { userId: user.userId })).toBe('already_used');
  expect(await reason('EACH', { userId: t.person().userId })).toBe(null);
});

test('automatic promotions count without a code, from the moment they are made until they are paused', async () => {
  const made = await t.as(admin(t)).discount.createPromotion({
    name: 'Sale',
    automatic: true,
    perUserLimit: 1,
    benefit: { kind: 'amount', amount: '100' },
    currency: 'EUR',
  });
  const { userId } = t.person();
  const applied = async (buyer: string | null) => (await evaluating(t, [], { userId: buyer })).applied;
  expect(await applied(userId)).toMatchObject([{ promotionId: made.id, couponId: null, amount: '100' }]);
  expect(await applied(null)).toEqual([]);
  await order(t).holdDiscountUses(holding(t, { promotionId: made.id, couponId: null }, userId));
  expect(await applied(userId)).toEqual([]);
  await t.as(admin(t)).discount.updatePromotion({ promotionId: made.id, state: 'paused' });
  expect(await applied(t.person().userId)).toEqual([]);
});

test('another process sees a changed promotion two seconds later', async () => {
  const made = await t.as(admin(t)).discount.createPromotion({
    name: 'Slow news',
    automatic: true,
    benefit: { kind: 'percentage', percentPpm: 1_000 },
  });
  expect((await evaluating(t, [])).applied).toHaveLength(1);
  await t.db('discount').run`update promotions set state = 'paused' where id = ${made.id}`;
  expect((await evaluating(t, [])).applied).toHaveLength(1);
  t.clock.advance('3s');
  expect((await evaluating(t, [])).applied).toHaveLength(0);
});

test('a first order is one of somebody without orders; events delivered twice count once', async () => {
  await withCode(t, 'FIRST', { rules: [{ kind: 'first_order' }] });
  const { userId } = t.person();
  const first = () => reason('FIRST', { userId });
  expect([await reason('FIRST'), await first()]).toEqual(['sign_in_required', null]);
  const about = { orderId: t.ctx('discount').id(), number: 'A-1', userId, cartId: null };
  await t.deliver(orderConfirmed, { ...about, total: { amount: '1', currency: 'EUR' }, lines: [] });
  expect(await first()).toBe('not_first_order');
  const cancelled = { ...about, reason: 'by_customer' as const, lines: [], refunded: null };
  await t.deliver(orderCancelled, { ...cancelled, whole: false });
  expect(await first()).toBe('not_first_order');
  await t.deliver(orderCancelled, { ...cancelled, whole: true });
  await t.redeliver();
  expect(await first()).toBe(null);
});

test('two codes of one promotion count once', async () => {
  const { promotionId } = await withCode(t, 'PAIR-A');
  await t.as(admin(t)).discount.createCoupon({ promotionId, code: 'PAIR-B' });
  const { applied, rejected } = await evaluating(t, ['PAIR-B', 'PAIR-A', 'PAIR-A']);
  expect(applied).toMatchObject([{ code: 'PAIR-A', amount: '300' }]);
  expect(rejected).toMatchObject([{ code: 'PAIR-B', reason: 'not_combinable' }]);
});
