import { catalogService } from '../../definition.ts';
import { findLocation } from '../../queries/own.ts';

export const deleteLocation = catalogService.operation('deleteLocation', async (ctx, { locationId }, call) => {
  await findLocation(ctx.db, call, locationId);
  await ctx.db.run`delete from locations where id = ${locationId}`;
});
