// Promotions of a vendor, or of all.

import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { discountService } from '../../definition.ts';
import { promotionRow, promotionShape, rulesOf, runs, toPromotion } from '../../queries/promotions.ts';

export const listPromotions = discountService.operation(
  'listPromotions',
  async (ctx, { limit, cursor, vendorId, state }, call) => {
    call.require(runs(call, vendorId ?? null), 'no such vendor');
    const after = afterCursor(cursor, [Timestamp, Id]);
    const rows = await ctx.db.many(promotionShape)`
      select ${promotionRow}, ${rulesOf()} from promotions p
      where true
        ${vendorId === undefined ? nothing : sql`and p.vendor_id = ${vendorId}`}
        ${state === undefined ? nothing : sql`and p.state = ${state}`}
        ${after ? sql`and (p.created_at, p.id) > (${after[0]}, ${after[1]})` : nothing}
      order by p.created_at, p.id limit ${limit + 1}`;
    return toPage(rows, limit, found => [found.created_at, found.id], toPromotion);
  },
);
