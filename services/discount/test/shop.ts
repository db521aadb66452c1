// What the tests of discount buy, and the promotions they make.

import type { Harness } from '#kernel/testing/harness';
import type discount from '../service.ts';

export type T = Harness<[typeof discount]>;
export const vendorId = '00000000-0000-8000-8000-0000000000a1';
const someId = (n: number) => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`;
export const admin = (t: T) => t.person('admin@platform');
export const order = (t: T) => t.asService('order').discount;

/** A line of three pieces at 10.00. */
export const aLine = (more: object = {}) => ({
  lineId: someId(1),
  productId: someId(2),
  variantId: someId(3),
  vendorId,
  categoryIds: [],
  quantity: 3,
  unitPrice: '1000',
  ...more,
});

export const evaluating = (t: T, codes: string[], more: object = {}) =>
  order(t).evaluateDiscounts({ currency: 'EUR', userId: null, codes, lines: [aLine()], shipping: [], ...more });

/** A promotion of the platform with one code; ten percent unless told. */
export async function withCode(t: T, code: string, promotion: object = {}, coupon: object = {}) {
  const made = await t.as(admin(t)).discount.createPromotion({
    name: code,
    benefit: { kind: 'percentage', percentPpm: 100_000 },
    ...promotion,
  });
  const added = await t.as(admin(t)).discount.createCoupon({ promotionId: made.id, code, ...coupon });
  return { promotionId: made.id, couponId: added.id };
}

/** Uses a hold up, and lets it go. */
export const confirm = (t: T, { holdId }: { holdId: string }) => order(t).confirmDiscountUses({ holdId });
export const release = (t: T, { holdId }: { holdId: string }) => order(t).releaseDiscountUses({ holdId });

/** What holds one use for an order of its own. */
export const holding = (t: T, use: { promotionId: string; couponId: string | null }, userId: string | null = null) => ({
  holdId: t.ctx('discount').id(),
  orderId: t.ctx('discount').id(),
  userId,
  uses: [{ ...use, amount: '300' }],
  expiresAt: new Date(t.clock.epochMs() + 600_000).toISOString(),
});
