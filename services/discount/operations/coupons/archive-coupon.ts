// Take a code back.

import { discountService } from '../../definition.ts';
import { ownCoupon } from '../../queries/promotions.ts';

export const archiveCoupon = discountService.operation('archiveCoupon', async (ctx, { couponId }, call) =>
  ctx.db.transaction(async tx => {
    await ownCoupon(tx, couponId, call);
    await tx.run`update coupons set state = 'archived' where id = ${couponId}`;
  }),
);
