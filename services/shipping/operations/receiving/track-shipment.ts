import type { Handover, ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { slotOf, timelineOf } from '../../queries/shipments.ts';
import { findByLink } from '../../queries/tracking.ts';

export const trackShipment = shippingService.operation('trackShipment', async (ctx, input) => {
  const { found } = await findByLink(ctx, input);
  return {
    trackingNumber: found.tracking_number,
    state: found.state as ShipmentState,
    carrier: found.carrier,
    handover: found.handover as Handover,
    slot: slotOf(found),
    timeline: await timelineOf(ctx.db, found.id),
  };
});
