import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { Day } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { belongsTo } from '../../queries/members.ts';

export const listHolidays = buildingService.operation('listHolidays', async (ctx, input, call) => {
  const { buildingId, limit, cursor, from } = input;
  call.require(await belongsTo(ctx.db, call, buildingId), 'no such building');
  const after = afterCursor(cursor, [Day]);
  const rows = await ctx.db.many({ day: col.date, name: col.text })`
    select day, name from holidays
    where building_id = ${buildingId}
      ${from ? sql`and day >= ${from}` : nothing}
      ${after ? sql`and day > ${after[0]}` : nothing}
    order by day limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.day],
    found => ({ date: found.day, name: found.name }),
  );
});
