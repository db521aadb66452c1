import { fail } from '#kernel/errors';
import { shippingService } from '../../definition.ts';
import { move } from '../../move.ts';
import { lockOfVendor, shipmentAfter } from '../../queries/vendor.ts';

export const handOverShipment = shippingService.operation('handOverShipment', (ctx, { shipmentId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockOfVendor(tx, call, shipmentId);
    if (found.state === 'pending')
      fail('failed_precondition', 'The parcel has no label yet; wait for it.', { reason: 'no_label' });
    if (found.state === 'cancelled')
      fail('failed_precondition', 'The parcel is cancelled; do not send it.', { reason: 'cancelled' });
    // Whoever says so a second time, or after the carrier did, is right as well.
    await move(ctx, tx, found, 'handed_over', { at: ctx.now(), source: 'vendor' });
    return shipmentAfter(tx, shipmentId);
  }),
);
