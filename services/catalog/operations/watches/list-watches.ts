import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { catalogService } from '../../definition.ts';
import { showWatch, watchColumns, watchRow } from '../../queries/watches.ts';

export const listWatches = catalogService.operation('listWatches', async (ctx, { limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id, z.enum(['stock', 'price'])]);
  const rows = await ctx.db.many(watchRow)`
    select ${watchColumns}
    from stock_watches w join product_variants v on v.id = w.variant_id join products p on p.id = v.product_id
    where w.user_id = ${call.userId}
      ${after ? sql`and (w.created_at, w.variant_id, w.kind) < (${after[0]}::timestamptz, ${after[1]}::uuid, ${after[2]})` : nothing}
    order by w.created_at desc, w.variant_id desc, w.kind desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.created_at, row.variant_id, row.kind], showWatch);
});
