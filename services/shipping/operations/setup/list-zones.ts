import { shippingService } from '../../definition.ts';
import { listZoneRows } from '../../queries/setup.ts';

export const listZones = shippingService.operation('listZones', async ctx => ({ items: await listZoneRows(ctx.db) }));
