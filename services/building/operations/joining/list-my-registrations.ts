import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { registrationRow, showRegistration } from '../../queries/registrations.ts';

export const listMyRegistrations = buildingService.operation('listMyRegistrations', async (ctx, input, call) => {
  const { limit, cursor } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(registrationRow)`
    select ${registrationRow} from property_registrations r
    where user_id = ${call.userId}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], showRegistration(ctx));
});
