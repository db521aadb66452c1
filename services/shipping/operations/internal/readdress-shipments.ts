import { fail } from '#kernel/errors';
import type { ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { isOpen } from '../../domain/state.ts';
import { shipmentRow } from '../../queries/shipments.ts';
import { readdress } from '../../readdress.ts';

export const readdressShipments = shippingService.operation('readdressShipments', (ctx, { orderId, address }) =>
  ctx.db.transaction(async tx => {
    const parcels = await tx.many(shipmentRow)`
      select ${shipmentRow} from shipments s where s.order_id = ${orderId} and s.state <> 'cancelled'
      order by s.id for update`;
    if (parcels.length === 0) fail('not_found', 'There are no parcels of this order.');
    // All of them or none: nobody is to look for half an order in two places.
    if (parcels.some(({ state }) => !isOpen(state as ShipmentState)))
      fail('failed_precondition', 'The carrier has a parcel of it already; ask there.', { reason: 'handed_over' });
    for (const parcel of parcels) await readdress(ctx, tx, parcel, address);
    tx.afterCommit(() => ctx.wake('book-labels'));
  }),
);
