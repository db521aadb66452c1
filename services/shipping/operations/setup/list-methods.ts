import { shippingService } from '../../definition.ts';
import { listMethodRows } from '../../queries/setup.ts';

export const listMethods = shippingService.operation('listMethods', async (ctx, { zoneId }) => ({
  items: await listMethodRows(ctx.db, zoneId),
}));
