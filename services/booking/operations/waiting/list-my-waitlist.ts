import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { bookingService } from '../../definition.ts';
import { entryRow, toEntry } from '../../queries/waitlist.ts';

export const listMyWaitlist = bookingService.operation('listMyWaitlist', async (ctx, { limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id] as const);
  const rows = await ctx.db.many(entryRow)`
    select ${entryRow} from waitlist w
    where w.user_id = ${call.userId}
      ${after ? sql`and (w.created_at, w.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : nothing}
    order by w.created_at desc, w.id desc limit ${limit + 1}`;
  return toPage(rows, limit, row => [row.created_at, row.id], toEntry);
});
