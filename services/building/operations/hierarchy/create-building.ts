import { col } from '#kernel/sql/columns';
import { buildingService } from '../../definition.ts';
import { defaultSpans } from '../../domain/calendar.ts';
import { ianaZone } from '../../domain/days.ts';
import { buildingCreated } from '../../events.ts';
import { writeHours } from '../../queries/calendar.ts';
import { buildingRow, showBuilding } from '../../queries/hierarchy.ts';
import { addressKey } from '../../queries/registrations.ts';

export const createBuilding = buildingService.operation(
  'createBuilding',
  async (ctx, { code, name, address, zone }, call) => {
    const id = ctx.id();
    const createdBy = call.user?.userId ?? null;
    const key = addressKey(ctx, address);
    const spelled = ianaZone(zone);
    return ctx.db.transaction(async tx => {
      const added = await tx.one(buildingRow)`
      insert into buildings (id, code, name, street, line2, postal_code, city, country, address_key, zone, created_by,
                             created_at)
      values (${id}, ${code}, ${name}, ${address.street}, ${address.line2}, ${address.postalCode}, ${address.city},
              ${address.country}, ${key}, ${spelled}, ${createdBy}, ${ctx.now()})
      returning ${buildingRow}`;
      await writeHours(tx, id, defaultSpans);
      const { waiting } = await tx.one({ waiting: col.int })`
      select count(*)::int as waiting from property_registrations
      where state = 'waiting' and (building_code = ${code} or address_key = ${key})`;
      await ctx.publish(tx, buildingCreated, { buildingId: id, createdBy });
      return { ...showBuilding(added), waitingRegistrations: waiting };
    });
  },
);
