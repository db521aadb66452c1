// What vendors do with the parcels of their orders.

import { z } from 'zod';
import { endpoint, File, Id, line, pageInput, pageOf } from '#kernel/contract';
import * as wire from './wire.ts';

const vendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;
const vendorOfRow = { role: 'vendor', of: 'row' } as const;
const onVendor = { vendorId: Id };
const onShipment = { shipmentId: Id };

export const sending = {
  listShipments: endpoint({
    method: 'GET',
    path: '/v1/vendors/:vendorId/shipments',
    summary: 'The parcels of a vendor, newest first',
    access: vendor,
    input: z.strictObject({
      ...onVendor,
      ...pageInput,
      state: wire.ShipmentState.optional(),
      packed: z.boolean().optional(),
    }),
    output: pageOf(wire.Shipment),
  }),
  getShipment: endpoint({
    method: 'GET',
    path: '/v1/shipments/:shipmentId',
    summary: 'A parcel with its address, contents and way',
    access: vendorOfRow,
    input: z.strictObject(onShipment),
    output: wire.ShipmentDetail,
    errors: ['not_found'],
  }),
  getLabel: endpoint({
    method: 'GET',
    path: '/v1/shipments/:shipmentId/label',
    summary: 'The label to stick on a parcel, as PDF',
    access: vendorOfRow,
    input: z.strictObject(onShipment),
    output: File,
    errors: ['not_found', 'failed_precondition'],
  }),
  packShipment: endpoint({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/pack',
    summary: 'Mark a parcel as packed',
    access: vendorOfRow,
    idempotent: true,
    audit: ['shipmentId'],
    input: z.strictObject(onShipment),
    output: wire.Shipment,
    errors: ['not_found', 'failed_precondition'],
  }),
  splitShipment: endpoint({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/split',
    summary: 'Send some pieces in a parcel of their own',
    access: vendorOfRow,
    creates: true,
    idempotent: true,
    audit: ['shipmentId'],
    input: z.strictObject({
      ...onShipment,
      lines: z
        .array(z.strictObject({ lineId: Id, quantity: z.int().min(1).max(9_999) }))
        .min(1)
        .max(200),
    }),
    output: wire.Shipment,
    errors: ['not_found', 'failed_precondition'],
  }),
  handOverShipment: endpoint({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/hand-over',
    summary: 'The parcel was given to the carrier, or is out for delivery by the vendor’s own people',
    access: vendorOfRow,
    idempotent: true,
    audit: ['shipmentId'],
    input: z.strictObject(onShipment),
    output: wire.Shipment,
    errors: ['not_found', 'failed_precondition'],
  }),
  reportDelivery: endpoint({
    method: 'POST',
    path: '/v1/shipments/:shipmentId/delivery',
    summary: 'What became of a parcel the vendor delivers or hands out',
    access: vendorOfRow,
    idempotent: true,
    audit: ['shipmentId', 'outcome'],
    input: z.strictObject({
      ...onShipment,
      outcome: z.enum(['ready_for_pickup', 'delivered', 'failed']),
      reason: line(200).nullable().default(null),
    }),
    output: wire.Shipment,
    errors: ['not_found', 'failed_precondition'],
  }),
  getSender: endpoint({
    method: 'GET',
    path: '/v1/vendors/:vendorId/sender',
    summary: 'Whom the labels of a vendor name as the sender',
    access: vendor,
    input: z.strictObject(onVendor),
    output: wire.Sender,
    errors: ['not_found'],
  }),
  setSender: endpoint({
    method: 'PUT',
    path: '/v1/vendors/:vendorId/sender',
    summary: 'Set whom the labels of a vendor name as the sender',
    access: vendor,
    audit: ['vendorId'],
    input: z.strictObject({ ...onVendor, sender: wire.Sender }),
    output: wire.Sender,
  }),
};
