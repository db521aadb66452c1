import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { importRow, showImport } from '../../import/run.ts';

export const listImports = catalogService.operation('listImports', async (ctx, { vendorId, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(importRow)`
    select ${importRow} from product_imports
    where vendor_id = ${vendorId} ${after ? sql`and (started_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by started_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.started_at, row.id], showImport);
});
