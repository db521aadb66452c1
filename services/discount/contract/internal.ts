// What order asks of discount.

import { z } from 'zod';
import { endpoint, Id, Timestamp } from '#kernel/contract';

/** Minor units, never negative. */
export const Amount = z.string().regex(/^\d{1,18}$/);
export const CouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_-]{2,39}$/, 'must have 3 to 40 letters, digits, - or _');

export const DiscountLine = z.strictObject({
  lineId: Id,
  productId: Id,
  variantId: Id,
  vendorId: Id,
  categoryIds: z.array(Id).max(100),
  quantity: z.int().min(1).max(9_999),
  unitPrice: Amount,
});

export const AppliedDiscount = z
  .strictObject({
    promotionId: Id,
    couponId: Id.nullable(),
    code: z.string().nullable(),
    name: z.string(),
    amount: Amount,
    fundedBy: z.enum(['platform', 'vendor']),
  })
  .meta({ id: 'AppliedDiscount' });
export type AppliedDiscount = z.output<typeof AppliedDiscount>;

export const RejectedCode = z
  .strictObject({
    code: z.string(),
    /** A stable word, e.g. `expired`, `exhausted`, `not_yours`, `below_minimum`, `not_combinable`, `unknown`. */
    reason: z.string(),
    /** What to do, for people. */
    message: z.string(),
  })
  .meta({ id: 'RejectedCode' });

const UseHold = z.strictObject({ holdId: Id, state: z.enum(['held', 'confirmed', 'released']) });

export const internal = {
  evaluateDiscounts: endpoint({
    method: 'POST',
    path: '/v1/internal/discounts',
    summary: 'What is taken off these lines and their shipping now',
    access: 'service',
    input: z.strictObject({
      currency: z.string().regex(/^[A-Z]{3}$/),
      userId: Id.nullable(),
      codes: z.array(CouponCode).max(10),
      lines: z.array(DiscountLine).max(200),
      /** What sending it costs, by vendor; empty while that is not known. */
      shipping: z.array(z.strictObject({ vendorId: Id, amount: Amount })).max(100),
    }),
    output: z.strictObject({
      /** For each line what is taken off in all, and of that each promotion's part. */
      lines: z.array(
        z.strictObject({
          lineId: Id,
          amount: Amount,
          parts: z.array(z.strictObject({ promotionId: Id, amount: Amount })),
        }),
      ),
      /** Off the shipping, by vendor. */
      shipping: z.array(z.strictObject({ vendorId: Id, amount: Amount })),
      applied: z.array(AppliedDiscount),
      rejected: z.array(RejectedCode),
    }),
  }),
  holdDiscountUses: endpoint({
    method: 'POST',
    path: '/v1/internal/discount-holds',
    summary: 'Keep one use of each promotion and coupon for an order',
    description:
      'All or none, repeatable by `holdId`. `conflict` with the reason `coupon_exhausted` where no use is left, ' +
      '`failed_precondition` with `hold_released` for a hold that was released or has expired.',
    access: 'service',
    input: z.strictObject({
      holdId: Id,
      orderId: Id,
      userId: Id.nullable(),
      uses: z
        .array(z.strictObject({ promotionId: Id, couponId: Id.nullable(), amount: Amount }))
        .min(1)
        .max(50),
      expiresAt: Timestamp,
    }),
    output: UseHold,
    errors: ['conflict', 'failed_precondition'],
  }),
  confirmDiscountUses: endpoint({
    method: 'POST',
    path: '/v1/internal/discount-holds/:holdId/confirm',
    summary: 'The uses are used up',
    description: 'Repeatable. `failed_precondition` with `hold_released` if the hold was released or has expired.',
    access: 'service',
    input: z.strictObject({ holdId: Id }),
    output: UseHold,
    errors: ['failed_precondition'],
  }),
  releaseDiscountUses: endpoint({
    method: 'POST',
    path: '/v1/internal/discount-holds/:holdId/release',
    summary: 'The uses are free again',
    description:
      'Repeatable, also for a hold that was never made, which then cannot be made any more, and for one that was confirmed.',
    access: 'service',
    input: z.strictObject({ holdId: Id }),
    output: UseHold,
  }),
};
