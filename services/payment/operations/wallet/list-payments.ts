import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import { toSummary } from '../../payment-detail.ts';
import { paymentRow } from '../../payments.ts';

export const listPayments = paymentService.operation('listPayments', async (ctx, { limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(paymentRow)`
    select ${paymentRow} from payments
    where payer_id = ${call.userId} ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], toSummary);
});
