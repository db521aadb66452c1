// Add a code by which a promotion is used.

import { discountService } from '../../definition.ts';
import { couponRow, promotionForCodes, toCoupon } from '../../queries/promotions.ts';

export const createCoupon = discountService.operation('createCoupon', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    await promotionForCodes(tx, input.promotionId, call);
    const added = await tx.one(couponRow)`
      insert into coupons (id, promotion_id, code, state, influencer_id, user_id, starts_at, ends_at, usage_limit,
                           per_user_limit, created_at)
      values (${ctx.id()}, ${input.promotionId}, ${input.code}, 'active', ${input.influencerId}, ${input.userId},
              ${input.startsAt}, ${input.endsAt}, ${input.usageLimit}, ${input.perUserLimit}, ${ctx.now()})
      returning ${couponRow}`;
    return toCoupon(added);
  }),
);
