import { buildingService } from '../../definition.ts';
import { membershipRow, showMembership } from '../../queries/members.ts';

export const listMemberships = buildingService.operation('listMemberships', async (ctx, { userId }) => {
  const rows = await ctx.db.many(membershipRow)`
    select ${membershipRow} from unit_memberships
    where user_id = ${userId} and state = 'active' order by created_at, id`;
  return { items: rows.map(showMembership) };
});
