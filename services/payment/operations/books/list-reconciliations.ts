import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import { reconciliationRow, toReconciliation } from '../../reconciliation.ts';

export const listReconciliations = paymentService.operation('listReconciliations', async (ctx, { limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(reconciliationRow)`
    select ${reconciliationRow} from reconciliations
    ${after ? sql`where (at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, ({ at, id }) => [at, id], toReconciliation);
});
