import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import { payoutRow, toPayout } from '../../payouts.ts';

export const listPayouts = paymentService.operation('listPayouts', async (ctx, { vendorId, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(payoutRow)`
    select ${payoutRow} from payouts
    where vendor_id = ${vendorId} ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], toPayout);
});
