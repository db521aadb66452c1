import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { notificationService } from '../definition.ts';
import { emergencyColumns, emergencyShape, toEmergency } from '../emergency/rows.ts';

const unitShape = {
  unit_id: col.uuid,
  people: col.uuids,
  asked: col.int,
  next_at: col.instant.orNull,
  acknowledged_by: col.uuid.orNull,
  acknowledged_at: col.instant.orNull,
};

// The management sees every home; who was asked sees their own.
export const getEmergency = notificationService.operation('getEmergency', async (ctx, { emergencyId }, call) => {
  const found =
    (await ctx.db.maybe(emergencyShape)`
      select ${emergencyColumns()} from emergencies e where e.id = ${emergencyId}`) ??
    fail('not_found', 'There is no such emergency.');
  const homes = await ctx.db.many(unitShape)`
    select unit_id, people, asked, next_at, acknowledged_by, acknowledged_at
    from acknowledgements where emergency_id = ${emergencyId} order by unit_id`;
  const manages = call.can('manager', { building: found.building_id });
  const shown = manages ? homes : homes.filter(({ people }) => people.includes(call.userId));
  call.require(manages || shown.length > 0, 'There is no such emergency.');
  return {
    emergency: toEmergency(found),
    units: shown.map(home => ({
      unitId: home.unit_id,
      state: home.acknowledged_at
        ? ('acknowledged' as const)
        : home.next_at
          ? ('waiting' as const)
          : ('unanswered' as const),
      asked: home.asked,
      acknowledgedBy: home.acknowledged_by,
      acknowledgedAt: home.acknowledged_at,
    })),
  };
});
