import { buildingService } from '../../definition.ts';
import { ianaZone } from '../../domain/days.ts';
import { buildingRow, checkChange, lockBuilding, showBuilding } from '../../queries/hierarchy.ts';
import { addressKey } from '../../queries/registrations.ts';

export const updateBuilding = buildingService.operation('updateBuilding', async (ctx, input) =>
  ctx.db.transaction(async tx => {
    const found = await lockBuilding(tx, input.buildingId);
    checkChange(found, input.expectedVersion);
    const { code = found.code, name = found.name, address = showBuilding(found).address, zone = found.zone } = input;
    const updated = await tx.one(buildingRow)`
      update buildings
      set code = ${code}, name = ${name}, street = ${address.street}, line2 = ${address.line2},
          postal_code = ${address.postalCode}, city = ${address.city}, country = ${address.country},
          address_key = ${addressKey(ctx, address)}, zone = ${ianaZone(zone)}, version = version + 1
      where id = ${found.id} returning ${buildingRow}`;
    return showBuilding(updated);
  }),
);
