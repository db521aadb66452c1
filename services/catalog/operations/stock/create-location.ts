import { catalogService } from '../../definition.ts';
import { locationRow, showLocation } from '../../queries/stock.ts';

export const createLocation = catalogService.operation('createLocation', async (ctx, { vendorId, name }) =>
  ctx.db.transaction(async tx => {
    const created = await tx.one(locationRow)`
      insert into locations (id, vendor_id, name, created_at) values (${ctx.id()}, ${vendorId}, ${name}, ${ctx.now()})
      returning ${locationRow}`;
    return showLocation(created);
  }),
);
