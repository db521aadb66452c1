import { col } from '#kernel/sql/columns';
import { bookingService } from '../../definition.ts';
import { resourceUpdated } from '../../events.ts';
import { resourceRow } from '../../queries/resources.ts';

export const removeRule = bookingService.operation('removeRule', async (ctx, { ruleId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await tx.maybe({ id: col.uuid, building_id: col.uuid })`
      select r.id, r.building_id from availability_rules a join resources r on r.id = a.resource_id where a.id = ${ruleId}`;
    call.require(found !== null && call.can('manager', { building: found.building_id }), 'There is no such rule.');
    await tx.run`delete from availability_rules where id = ${ruleId}`;
    const changed = await tx.one(resourceRow)`
      update resources r set version = version + 1 where r.id = ${found!.id} returning ${resourceRow}`;
    const { id: resourceId, building_id: buildingId, name, state } = changed;
    await ctx.publish(tx, resourceUpdated, { resourceId, buildingId, name, state });
  }),
);
