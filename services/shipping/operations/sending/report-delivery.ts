import { fail } from '#kernel/errors';
import type { ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { canBecome } from '../../domain/state.ts';
import { move } from '../../move.ts';
import type { ParcelRow } from '../../queries/shipments.ts';
import { lockOfVendor, shipmentAfter } from '../../queries/vendor.ts';

export const reportDelivery = shippingService.operation(
  'reportDelivery',
  (ctx, { shipmentId, outcome, reason }, call) =>
    ctx.db.transaction(async tx => {
      const found = await lockOfVendor(tx, call, shipmentId);
      requireOwnDelivery(found, outcome);
      await move(ctx, tx, found, outcome, {
        at: ctx.now(),
        source: 'vendor',
        ...(outcome === 'failed' && { reason: reason ?? 'not_delivered' }),
      });
      return shipmentAfter(tx, shipmentId);
    }),
);

function requireOwnDelivery(found: ParcelRow, outcome: ShipmentState): void {
  const { state, method_kind, carrier_kind, handover } = found;
  if (carrier_kind !== 'own' && method_kind !== 'pickup')
    fail('failed_precondition', 'The carrier says what becomes of this parcel.', { reason: 'not_yours' });
  if (state === 'pending' || (state !== outcome && !canBecome(state as ShipmentState, outcome)))
    fail('failed_precondition', `A parcel that is ${state} cannot become ${outcome}.`, { reason: 'not_open' });
  if (outcome === 'delivered' && state !== 'delivered' && (method_kind === 'pickup' || handover !== 'door'))
    fail('failed_precondition', 'This parcel is handed over against its code only.', { reason: 'code_needed' });
}
