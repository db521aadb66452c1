import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { buildingService } from '../../definition.ts';
import { findUnit } from '../../queries/hierarchy.ts';
import { invitationRow, showInvitation } from '../../queries/invitations.ts';
import { relationTo } from '../../queries/members.ts';

export const listInvitations = buildingService.operation('listInvitations', async (ctx, input, call) => {
  const { unitId, limit, cursor } = input;
  const unit = await findUnit(ctx.db, unitId);
  const isManager = call.can('manager', { building: unit.building_id });
  call.require(isManager || (await relationTo(ctx.db, unitId, call.userId)) === 'owner', 'no such unit');
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(invitationRow)`
    select ${invitationRow} from invitation_codes
    where unit_id = ${unitId}
      ${isManager ? nothing : sql`and created_by = ${call.userId}`}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.created_at, found.id], showInvitation(ctx));
});
