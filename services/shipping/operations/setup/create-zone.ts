import { shippingService } from '../../definition.ts';
import { dropOffers } from '../../offers.ts';
import { findZone, requireTimeZone, setAreas } from '../../queries/setup.ts';

export const createZone = shippingService.operation('createZone', async (ctx, input) => {
  requireTimeZone(input.timeZone);
  return ctx.db.transaction(async tx => {
    const id = ctx.id();
    await tx.run`
      insert into shipping_zones (id, code, name, time_zone, weekdays, holidays, created_at)
      values (${id}, ${input.code}, ${input.name}, ${input.timeZone}, ${input.weekdays}, ${input.holidays}, ${ctx.now()})`;
    await setAreas(tx, id, input.areas);
    tx.afterCommit(() => dropOffers(ctx));
    return findZone(tx, id);
  });
});
