import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import type { Relation } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';

const occupantShape = {
  user_id: col.uuid,
  unit_id: col.uuid,
  entrance_id: col.uuid,
  floor_id: col.uuid,
  relation: col.text,
};

export const listOccupants = buildingService.operation('listOccupants', async (ctx, input) => {
  const { buildingId, unitIds = [], entranceIds = [], floorIds = [] } = input;
  const everywhere = unitIds.length + entranceIds.length + floorIds.length === 0;
  const rows = await ctx.db.many(occupantShape)`
    select m.user_id, m.unit_id, u.entrance_id, u.floor_id, m.relation
    from unit_memberships m join units u on u.id = m.unit_id
    where m.building_id = ${buildingId} and m.state = 'active' and m.lives_here
      ${
        everywhere
          ? nothing
          : sql`and (u.id = any(${unitIds}::uuid[]) or u.entrance_id = any(${entranceIds}::uuid[])
                     or u.floor_id = any(${floorIds}::uuid[]))`
      }
    order by m.created_at, m.id`;
  return {
    items: rows.map(found => ({
      userId: found.user_id,
      unitId: found.unit_id,
      entranceId: found.entrance_id,
      floorId: found.floor_id,
      relation: found.relation as Relation,
    })),
  };
});
