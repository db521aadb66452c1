import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { scheduleRow, toSchedule } from '../../queries/schedules.ts';

export const listSchedules = ticketService.operation('listSchedules', async (ctx, input) => {
  const { buildingId, assetId, limit, cursor } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(scheduleRow)`
    select ${scheduleRow} from schedules s
    where s.building_id = ${buildingId}
      ${assetId ? sql`and s.asset_id = ${assetId}` : nothing}
      ${after ? sql`and (s.created_at, s.id) < (${after[0]}, ${after[1]})` : nothing}
    order by s.created_at desc, s.id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], toSchedule);
});
