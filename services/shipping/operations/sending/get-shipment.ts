import { shippingService } from '../../definition.ts';
import { openAddress } from '../../queries/address.ts';
import { findParcel, linesOf, timelineOf, toShipment } from '../../queries/shipments.ts';
import { requireVendor } from '../../queries/vendor.ts';

export const getShipment = shippingService.operation('getShipment', async (ctx, { shipmentId }, call) => {
  const found = await findParcel(ctx.db, shipmentId);
  requireVendor(call, found);
  const [lines, timeline] = await Promise.all([linesOf(ctx.db, shipmentId), timelineOf(ctx.db, shipmentId)]);
  return { shipment: toShipment(found), address: openAddress(ctx, shipmentId, found.address), lines, timeline };
});
