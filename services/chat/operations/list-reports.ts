import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { chatService } from '../definition.ts';
import { reportRow, toReport } from '../queries/reports.ts';

export const listReports = chatService.operation('listReports', async (ctx, { buildingId, state, limit, cursor }) => {
  const key = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(reportRow)`
    select ${reportRow} from message_reports
    where building_id = ${buildingId}
      ${state ? sql`and state = ${state}` : nothing}
      ${key ? sql`and (created_at, id) < (${key[0]}, ${key[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, ({ created_at, id }) => [created_at, id], toReport);
});
