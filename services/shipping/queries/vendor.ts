// What every operation of a vendor on a parcel begins and ends with.

import type { Call } from '#kernel/call';
import type { Tx } from '#kernel/sql/database';
import { findParcel, lockShipment, type ParcelRow, type ShipmentRow, toShipment } from './shipments.ts';

export const requireVendor = (call: Call, { vendor_id }: { vendor_id: string }): void =>
  call.require(call.can('vendor', { vendor: vendor_id }), 'no such parcel');

/** A vendor's parcel, locked. Raises `not_found`, also for those of other vendors. */
export async function lockOfVendor(tx: Tx, call: Call, shipmentId: string): Promise<ParcelRow> {
  const locked: ShipmentRow = await lockShipment(tx, shipmentId);
  requireVendor(call, locked);
  return findParcel(tx, shipmentId);
}

/** A parcel as the transaction leaves it. */
export const shipmentAfter = async (tx: Tx, shipmentId: string) => toShipment(await findParcel(tx, shipmentId));
