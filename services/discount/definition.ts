// What discount needs.

import { type Ctx, defineService } from '#kernel/service';
import { userDeleted } from '#services/iam/events';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import { discount } from './contract.ts';
import { couponRedeemed } from './events.ts';

const exhausted = (message: string) => ({ code: 'conflict', reason: 'coupon_exhausted', message }) as const;
const window = { code: 'invalid_argument', message: 'Let it end after it starts.', reason: 'window_empty' } as const;

export const discountService = defineService({
  contract: discount,
  publishes: [couponRedeemed],
  consumes: [orderConfirmed, orderCancelled, userDeleted],
  constraints: {
    coupons_code_unique: {
      code: 'already_exists',
      message: 'This code is taken; choose another.',
      reason: 'code_taken',
    },
    coupons_window: window,
    promotions_window: window,
    // Of buyers who want the last use at once these let one through: the conflict is the answer to the others.
    coupons_within_limit: exhausted('Somebody else has used this coupon up; take it out and try again.'),
    promotions_within_limit: exhausted('This promotion has just been used up; try again without it.'),
    coupon_usage_within_limit: exhausted('You have used this coupon as often as it can be used.'),
    promotion_users_within_limit: exhausted('You have used this promotion as often as it can be used.'),
  },
  migrations: new URL('./migrations/', import.meta.url),
});

export type DiscountCtx = Ctx<typeof discountService.definition>;
