import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { forBuilding, registrationRow, showRegistration } from '../../queries/registrations.ts';

export const listRegistrations = buildingService.operation('listRegistrations', async (ctx, input) => {
  const { buildingId, limit, cursor } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  // Matched when asked, not when written: a registration and a building made at the same time still meet.
  const rows = await ctx.db.many(registrationRow)`
    select ${registrationRow} from property_registrations r ${forBuilding(buildingId)}
      ${after ? sql`and (r.created_at, r.id) > (${after[0]}, ${after[1]})` : nothing}
    order by r.created_at, r.id limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], showRegistration(ctx));
});
