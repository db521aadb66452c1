// Addresses are sealed, each for its own row.

import type { Address, Sender } from '../contract/wire.ts';
import type { ShippingCtx } from '../definition.ts';

const place = (shipmentId: string): string => `shipments|address|${shipmentId}`;
const senderPlace = (vendorId: string): string => `senders|address|${vendorId}`;

export const sealAddress = ({ cipher }: ShippingCtx, shipmentId: string, address: Address): Buffer =>
  cipher.seal(JSON.stringify(address), place(shipmentId));

/** The address of a shipment, or null where it is forgotten. */
export const openAddress = ({ cipher }: ShippingCtx, shipmentId: string, sealed: Buffer | null): Address | null =>
  sealed === null ? null : (JSON.parse(cipher.open(sealed, place(shipmentId))) as Address);

export const sealSender = ({ cipher }: ShippingCtx, vendorId: string, sender: Sender): Buffer =>
  cipher.seal(JSON.stringify(sender), senderPlace(vendorId));

export const openSender = ({ cipher }: ShippingCtx, vendorId: string, sealed: Buffer): Sender =>
  JSON.parse(cipher.open(sealed, senderPlace(vendorId))) as Sender;
