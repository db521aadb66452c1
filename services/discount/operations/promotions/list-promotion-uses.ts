// Who used a promotion, newest first.

import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { discountService } from '../../definition.ts';
import { ownPromotion } from '../../queries/promotions.ts';

const useRow = {
  hold_id: col.uuid,
  order_id: col.uuid.orNull,
  user_id: col.uuid.orNull,
  coupon_id: col.uuid.orNull,
  code: col.text.orNull,
  amount: col.bigint,
  state: col.text,
  created_at: col.instant,
};

export const listPromotionUses = discountService.operation(
  'listPromotionUses',
  async (ctx, { promotionId, limit, cursor }, call) => {
    await ownPromotion(ctx.db, promotionId, call);
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(useRow)`
      select u.hold_id, h.order_id, h.user_id, u.coupon_id, c.code, u.amount, h.state, u.created_at
      from promotion_usage u join use_holds h on h.id = u.hold_id left join coupons c on c.id = u.coupon_id
      where u.promotion_id = ${promotionId}
        ${after ? sql`and (u.created_at, u.hold_id) < (${after[0]}, ${after[1]})` : nothing}
      order by u.created_at desc, u.hold_id desc limit ${limit + 1}`;
    return toPage(
      rows,
      limit,
      found => [found.created_at, found.hold_id],
      found => ({
        orderId: found.order_id,
        userId: found.user_id,
        couponId: found.coupon_id,
        code: found.code,
        amount: String(found.amount),
        state: found.state as 'held' | 'confirmed' | 'released',
        createdAt: found.created_at,
      }),
    );
  },
);
