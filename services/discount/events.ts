// The facts discount owns.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

export const couponRedeemed = event(
  'coupon.redeemed',
  1,
  'promotionId',
  z.strictObject({
    promotionId: Id,
    couponId: Id.nullable(),
    /** Whose recommendation the coupon was. */
    influencerId: Id.nullable(),
    orderId: Id,
    userId: Id.nullable(),
    amount: Money,
    fundedBy: z.enum(['platform', 'vendor']),
  }),
  'A promotion or coupon was used in a confirmed order',
);
