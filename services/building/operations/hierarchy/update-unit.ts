import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { buildingService } from '../../definition.ts';
import { checkChange, findUnit, lockBuilding, managedUnit, showUnit, unitRow } from '../../queries/hierarchy.ts';

export const updateUnit = buildingService.operation('updateUnit', async (ctx, input, call) => {
  const { building_id: buildingId } = await managedUnit(ctx.db, call, input.unitId);
  return ctx.db.transaction(async tx => {
    await lockBuilding(tx, buildingId);
    const found = await findUnit(tx, input.unitId);
    checkChange(found, input.expectedVersion);
    const { label = found.label, kind = found.kind, areaM2 = found.area_m2, rooms = found.rooms } = input;
    const updated = await tx.one(unitRow)`
      update units set label = ${label}, kind = ${kind}, area_m2 = ${areaM2}, rooms = ${rooms}, version = version + 1
      where id = ${found.id} returning ${unitRow}`;
    if (kind !== found.kind) {
      // Asked after the update, which waits for whoever is being admitted right now.
      const { members } = await tx.one({ members: col.int })`
        select count(*)::int as members from unit_memberships where unit_id = ${found.id} and state <> 'ended'`;
      if (members > 0)
        fail('failed_precondition', 'Somebody belongs to this unit; its kind can change once they moved out.', {
          reason: 'occupied',
        });
    }
    return showUnit(updated);
  });
});
