// The codes of a promotion, oldest first.

import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { discountService } from '../../definition.ts';
import { couponRow, ownPromotion, toCoupon } from '../../queries/promotions.ts';

export const listCoupons = discountService.operation(
  'listCoupons',
  async (ctx, { promotionId, limit, cursor, batchId }, call) => {
    await ownPromotion(ctx.db, promotionId, call);
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(couponRow)`
      select ${couponRow} from coupons
      where promotion_id = ${promotionId}
        ${batchId === undefined ? nothing : sql`and batch_id = ${batchId}`}
        ${after ? sql`and (created_at, id) > (${after[0]}, ${after[1]})` : nothing}
      order by created_at, id limit ${limit + 1}`;
    return toPage(rows, limit, found => [found.created_at, found.id], toCoupon);
  },
);
