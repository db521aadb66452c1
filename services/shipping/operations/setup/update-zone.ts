import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findZone, requireTimeZone, setAreas } from '../../queries/setup.ts';

export const updateZone = shippingService.operation('updateZone', async (ctx, input) => {
  requireTimeZone(input.timeZone);
  return ctx.db.transaction(async tx => {
    const { archivedAt } = await findZone(tx, input.zoneId);
    await tx.run`
      update shipping_zones
      set name = ${input.name}, time_zone = ${input.timeZone}, weekdays = ${input.weekdays}, holidays = ${input.holidays}
      where id = ${input.zoneId}`;
    // The areas of an archived zone belong to others by now.
    await setAreas(tx, input.zoneId, archivedAt === null ? input.areas : []);
    tx.afterCommit(() => dropOffers(ctx));
    return findZone(tx, input.zoneId);
  });
});
