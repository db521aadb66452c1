import { fail } from '#kernel/errors';
import type { ShipmentState } from '../../contract/wire.ts';
import { shippingService } from '../../definition.ts';
import { isOpen } from '../../domain/state.ts';
import { note } from '../../move.ts';
import { openAddress, sealAddress } from '../../queries/address.ts';
import { requireRecipient } from '../../queries/recipient.ts';
import { findParcel, lockShipment, toParcelDetail } from '../../queries/shipments.ts';
import { readdress } from '../../readdress.ts';

export const chooseHandover = shippingService.operation('chooseHandover', async (ctx, input, call) => {
  const { shipmentId, parcelToken, handover } = input;
  await ctx.db.transaction(async tx => {
    const found = await lockShipment(tx, shipmentId);
    requireRecipient(ctx, call, found, parcelToken);
    if (!isOpen(found.state as ShipmentState))
      fail('failed_precondition', 'The carrier has the parcel; ask it.', { reason: 'not_open' });
    if (handover !== 'door' && found.unit_id === null)
      fail('failed_precondition', 'Lockers and concierges are for homes on the platform; choose the door.', {
        reason: 'no_home',
      });
    const next = { ...openAddress(ctx, shipmentId, found.address)!, handover, note: input.note };
    if (handover !== found.handover) {
      await readdress(ctx, tx, found, next, 'handover_changed');
      tx.afterCommit(() => ctx.wake('book-labels'));
      return;
    }
    // A note is for the building and the vendor's people alone: the label stays as it is.
    await tx.run`update shipments set address = ${sealAddress(ctx, shipmentId, next)} where id = ${shipmentId}`;
    await note(ctx, tx, shipmentId, { kind: 'handover_changed', at: ctx.now(), source: 'recipient' });
  });
  return toParcelDetail(ctx, await findParcel(ctx.db, shipmentId));
});
