// A parcel that goes elsewhere than was said at first. One that has a label waits for another, which the carrier gives only
// if it has not fetched the parcel: then it goes where it went before, and everybody is told so.

import type { Tx } from '#kernel/sql/database';
import type { Address } from './contract/wire.ts';
import type { ShippingCtx } from './definition.ts';
import { shipmentReaddressed } from './events.ts';
import { note } from './move.ts';
import { openAddress, sealAddress } from './queries/address.ts';
import type { ShipmentRow } from './queries/shipments.ts';

const told = (ctx: ShippingCtx, tx: Tx, { id, order_id, vendor_id }: ShipmentRow) =>
  ctx.publish(tx, shipmentReaddressed, { shipmentId: id, orderId: order_id, vendorId: vendor_id });

/** Sends a parcel, whose row the transaction has locked and which is still here, somewhere else, or has it handed over in
 * another way. Its carrier may just be asked for a label, so what it is asked for now is another one in any case. */
export async function readdress(
  ctx: ShippingCtx,
  tx: Tx,
  shipment: ShipmentRow,
  address: Address,
  kind: 'address_changed' | 'handover_changed' = 'address_changed',
): Promise<void> {
  const { id } = shipment;
  if (JSON.stringify(openAddress(ctx, id, shipment.address)) === JSON.stringify(address)) return;
  const now = ctx.now();
  await tx.run`
    update shipments set
      former_address = coalesce(former_address, address),
      former_building_id = case when former_address is null then building_id else former_building_id end,
      label = label + 1,
      address = ${sealAddress(ctx, id, address)}, unit_id = ${address.unitId}, building_id = null,
      handover = ${address.handover}, state = 'pending', packed_at = null, reason = null, book_attempts = 0,
      book_after = ${now}
    where id = ${id}`;
  await note(ctx, tx, id, { kind, at: now, source: 'recipient' });
  await told(ctx, tx, shipment);
}

/** The carrier has fetched it before it heard of another address. The transaction has locked the row. */
export async function keepFormer(ctx: ShippingCtx, tx: Tx, shipment: ShipmentRow): Promise<void> {
  const { id, state, former_address } = shipment;
  if (state !== 'pending' || former_address === null) return;
  const former = openAddress(ctx, id, former_address)!;
  await tx.run`
    update shipments set
      address = former_address, unit_id = ${former.unitId}, building_id = former_building_id,
      handover = ${former.handover}, former_address = null, former_building_id = null
    where id = ${id}`;
  await note(ctx, tx, id, { kind: 'address_kept', at: ctx.now(), source: 'carrier' });
  await told(ctx, tx, shipment);
}
