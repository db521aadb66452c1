import { col } from '#kernel/sql/columns';
import { buildingService } from '../../definition.ts';

export const listBelonging = buildingService.operation('listBelonging', async (ctx, { buildingId, userIds }) => {
  const rows = await ctx.db.many({ user_id: col.uuid, now: col.bool })`
    select user_id, bool_or(state = 'active') as now from unit_memberships
    where building_id = ${buildingId} and user_id = any(${userIds}::uuid[]) group by user_id order by user_id`;
  return { items: rows.map(({ user_id: userId, now }) => ({ userId, now })) };
});
