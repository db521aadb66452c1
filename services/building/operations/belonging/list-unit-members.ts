import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { findUnit } from '../../queries/hierarchy.ts';
import { membershipRow, relationTo, showMembership } from '../../queries/members.ts';

export const listUnitMembers = buildingService.operation('listUnitMembers', async (ctx, input, call) => {
  const { unitId, limit, cursor, state } = input;
  const unit = await findUnit(ctx.db, unitId);
  const isManager = call.can('manager', { building: unit.building_id });
  const isMember = !isManager && (await relationTo(ctx.db, unitId, call.userId)) !== null;
  call.require(isManager || (isMember && state === 'current'), 'no such unit');
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(membershipRow)`
    select ${membershipRow} from unit_memberships
    where unit_id = ${unitId}
      ${state === 'all' ? nothing : sql`and (state = 'ended') = ${state === 'ended'}`}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], showMembership);
});
