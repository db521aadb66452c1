// Change when and how often a code can be used.

import { discountService } from '../../definition.ts';
import { countCouponUsers, countsFor } from '../../queries/counts.ts';
import { couponRow, ownCoupon, toCoupon } from '../../queries/promotions.ts';

export const updateCoupon = discountService.operation('updateCoupon', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { couponId } = input;
    const before = await ownCoupon(tx, couponId, call);
    const given = <T>(value: T | undefined, otherwise: T): T => (value === undefined ? otherwise : value);
    const usageLimit = given(input.usageLimit, before.usageLimit);
    const perUserLimit = given(input.perUserLimit, before.perUserLimit);
    if (perUserLimit !== null && perUserLimit !== before.perUserLimit)
      await countCouponUsers(tx, couponId, perUserLimit);
    const counts =
      usageLimit === null ? { used: 0, held: 0 } : await countsFor(tx, { kind: 'coupon', id: couponId }, usageLimit);
    const changed = await tx.one(couponRow)`
      update coupons set starts_at = ${given(input.startsAt, before.startsAt)},
             ends_at = ${given(input.endsAt, before.endsAt)}, usage_limit = ${usageLimit},
             per_user_limit = ${perUserLimit}, used = ${counts.used}, held = ${counts.held}
      where id = ${couponId} returning ${couponRow}`;
    return toCoupon(changed);
  }),
);
