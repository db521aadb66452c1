// What goes over the wire about promotions and coupons.

import { z } from 'zod';
import { Id, line, Timestamp } from '#kernel/contract';
import { Amount, CouponCode } from './internal.ts';

const Percent = z.int().min(1).max(1_000_000).describe('In parts of a million: 100000 is 10 %');
const AtMost = Amount.nullable().default(null).describe('Never more than this is taken off');

export const Benefit = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percentage'), percentPpm: Percent, atMost: AtMost }),
    z.strictObject({ kind: z.literal('amount'), amount: Amount }),
    z.strictObject({ kind: z.literal('free_shipping'), atMost: AtMost }),
    z.strictObject({
      kind: z.literal('buy_get'),
      buy: z.int().min(1).max(1_000),
      get: z
        .int()
        .min(1)
        .max(1_000)
        .describe('The cheapest pieces; those of the rule `get_products` where there is one'),
      percentPpm: Percent.default(1_000_000),
      times: z.int().min(1).max(1_000).nullable().default(null),
    }),
  ])
  .meta({ id: 'DiscountBenefit', description: 'What is taken off, in minor units of the currency of the promotion' });
export type Benefit = z.output<typeof Benefit>;

const ids = z.array(Id).min(1).max(500);
export const Rule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('min_subtotal'), amount: Amount }),
    z.strictObject({ kind: z.literal('min_quantity'), quantity: z.int().min(1).max(10_000) }),
    z.strictObject({ kind: z.literal('first_order') }),
    z.strictObject({ kind: z.literal('products'), ids }),
    z.strictObject({ kind: z.literal('categories'), ids }),
    z.strictObject({ kind: z.literal('vendors'), ids }),
    z.strictObject({ kind: z.literal('get_products'), ids }),
  ])
  .meta({ id: 'PromotionRule', description: 'A condition, or what the promotion is for; all of them must hold' });
export type Rule = z.output<typeof Rule>;

export const Stacking = z
  .enum(['stackable', 'exclusive', 'best_of'])
  .describe(
    'Stackable ones add up, by priority. An exclusive one that applies stands alone. One of the best stands alone where ' +
      'that is better for the customer.',
  );

const Limit = z.int().min(1).max(1_000_000_000).nullable();
const Window = { startsAt: Timestamp.nullable(), endsAt: Timestamp.nullable() };

/** Uses by orders that were placed, and those kept for orders under way; counted only where there is a limit. */
const Counted = { used: z.int().nullable(), held: z.int().nullable() };

const terms = {
  name: line(120),
  benefit: Benefit,
  rules: z.array(Rule).max(20),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .describe('Needed where there are amounts'),
  stacking: Stacking,
  priority: z.int().min(-1_000).max(1_000),
  ...Window,
  usageLimit: Limit,
  perUserLimit: Limit,
};
export const PromotionState = z.enum(['active', 'paused', 'archived']);

export const Promotion = z
  .strictObject({
    id: Id,
    vendorId: Id.nullable(),
    fundedBy: z.enum(['platform', 'vendor']),
    automatic: z.boolean(),
    state: PromotionState,
    ...terms,
    ...Counted,
    version: z.int(),
    createdAt: Timestamp,
    updatedAt: Timestamp,
  })
  .meta({ id: 'Promotion' });
export type Promotion = z.output<typeof Promotion>;

export const newPromotion = {
  vendorId: Id.nullable().default(null).describe('Whose goods it is for; null, for administrators, is of all vendors'),
  fundedBy: z.enum(['platform', 'vendor']).optional().describe('A vendor can only give what is its own'),
  automatic: z.boolean().default(false),
  name: terms.name,
  benefit: Benefit,
  rules: terms.rules.default([]),
  currency: terms.currency.default(null),
  stacking: Stacking.default('stackable'),
  priority: terms.priority.default(0),
  startsAt: Window.startsAt.default(null),
  endsAt: Window.endsAt.default(null),
  usageLimit: Limit.default(null),
  perUserLimit: Limit.default(null).describe('Always 1 with the rule `first_order`'),
};
export const promotionChanges = z
  .strictObject({
    ...terms,
    state: z.enum(['active', 'paused']),
    expectedVersion: z.int(),
  })
  .partial().shape;

export const Coupon = z
  .strictObject({
    id: Id,
    promotionId: Id,
    code: z.string(),
    state: z.enum(['active', 'archived']),
    influencerId: Id.nullable(),
    userId: Id.nullable(),
    batchId: Id.nullable(),
    ...Window,
    usageLimit: Limit,
    perUserLimit: Limit,
    ...Counted,
    createdAt: Timestamp,
  })
  .meta({ id: 'Coupon' });
export type Coupon = z.output<typeof Coupon>;

export const couponTerms = {
  startsAt: Window.startsAt.default(null),
  endsAt: Window.endsAt.default(null),
  usageLimit: Limit.default(null),
  perUserLimit: Limit.default(null),
};
export const couponChanges = {
  startsAt: Window.startsAt.optional(),
  endsAt: Window.endsAt.optional(),
  usageLimit: Limit.optional(),
  perUserLimit: Limit.optional(),
};
export const newCoupon = {
  code: CouponCode,
  influencerId: Id.nullable().default(null),
  userId: Id.nullable().default(null).describe('Who alone can use it'),
  ...couponTerms,
};

export const PromotionUse = z
  .strictObject({
    orderId: Id.nullable(),
    userId: Id.nullable(),
    couponId: Id.nullable(),
    code: z.string().nullable(),
    amount: Amount,
    state: z.enum(['held', 'confirmed', 'released']),
    createdAt: Timestamp,
  })
  .meta({ id: 'PromotionUse' });

export const CouponCheck = z
  .strictObject({
    code: z.string(),
    valid: z.boolean(),
    reason: z.string().nullable(),
    message: z.string(),
    name: z.string().nullable(),
    benefit: Benefit.nullable(),
  })
  .meta({ id: 'CouponCheck' });
