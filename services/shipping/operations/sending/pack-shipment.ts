import { fail } from '#kernel/errors';
import type { ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { isOpen } from '../../domain/state.ts';
import { note } from '../../move.ts';
import { lockOfVendor, shipmentAfter } from '../../queries/vendor.ts';

export const packShipment = shippingService.operation('packShipment', (ctx, { shipmentId }, call) =>
  ctx.db.transaction(async tx => {
    const found = await lockOfVendor(tx, call, shipmentId);
    if (!isOpen(found.state as ShipmentState))
      fail('failed_precondition', 'The parcel is not with you any more.', { reason: 'not_open' });
    const packed = await tx.run`
      update shipments set packed_at = ${ctx.now()} where id = ${shipmentId} and packed_at is null`;
    if (packed > 0) await note(ctx, tx, shipmentId, { kind: 'packed', at: ctx.now(), source: 'vendor' });
    return shipmentAfter(tx, shipmentId);
  }),
);
