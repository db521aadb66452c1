import { catalogService } from '../../definition.ts';
import { findLocation } from '../../queries/own.ts';
import { locationRow, showLocation } from '../../queries/stock.ts';

export const renameLocation = catalogService.operation('renameLocation', async (ctx, { locationId, name }, call) => {
  await findLocation(ctx.db, call, locationId);
  const renamed = await ctx.db.one(locationRow)`
    update locations set name = ${name} where id = ${locationId} returning ${locationRow}`;
  return showLocation(renamed);
});
