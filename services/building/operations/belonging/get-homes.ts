import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import type { UnitKind } from '../../contract/wire.ts';
import { buildingService } from '../../definition.ts';
import { membershipRowM, membershipShape, showMembership } from '../../queries/members.ts';

const homeShape = {
  ...membershipShape,
  building_name: col.text,
  zone: col.text,
  unit_label: col.text,
  kind: col.text,
  entrance_id: col.uuid,
  entrance_label: col.text,
  floor_id: col.uuid,
  level: col.int,
};

export const getHomes = buildingService.operation('getHomes', async (ctx, { limit, cursor }, call) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(homeShape)`
    select ${membershipRowM}, b.name as building_name, b.zone, u.label as unit_label, u.kind, e.id as entrance_id,
           e.label as entrance_label, f.id as floor_id, f.level
    from unit_memberships m
    join units u on u.id = m.unit_id
    join floors f on f.id = u.floor_id
    join entrances e on e.id = u.entrance_id
    join buildings b on b.id = m.building_id
    where m.user_id = ${call.userId} and m.state <> 'ended'
      ${after ? sql`and (m.created_at, m.id) > (${after[0]}, ${after[1]})` : nothing}
    order by m.created_at, m.id limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.created_at, found.id],
    found => ({
      ...showMembership(found),
      building: { id: found.building_id, name: found.building_name, zone: found.zone },
      unit: {
        id: found.unit_id,
        label: found.unit_label,
        kind: found.kind as UnitKind,
        entranceId: found.entrance_id,
        entrance: found.entrance_label,
        floorId: found.floor_id,
        level: found.level,
      },
    }),
  );
});
