import type { ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { pageUrl } from '../../links.ts';
import { findParcel, linesOf, type ParcelRow } from '../../queries/shipments.ts';

export const getShipmentNotice = shippingService.operation('getShipmentNotice', async (ctx, { shipmentId }) => {
  const found = await findParcel(ctx.db, shipmentId);
  const lines = await linesOf(ctx.db, shipmentId);
  return {
    shipmentId,
    orderId: found.order_id,
    userId: found.user_id,
    state: found.state as ShipmentState,
    carrier: found.carrier,
    trackingNumber: found.tracking_number,
    waitsAt: placeOf(found),
    url: pageUrl(ctx, 'parcel', shipmentId, found.tracking_number),
    items: lines
      .map(({ title, quantity, cancelled }) => ({ title, quantity: quantity - cancelled }))
      .filter(({ quantity }) => quantity > 0),
  };
});

function placeOf({ method_kind, handover }: ParcelRow): 'locker' | 'concierge' | 'shop' | 'carrier' {
  if (method_kind === 'pickup') return 'shop';
  return handover === 'locker' || handover === 'concierge' ? handover : 'carrier';
}
