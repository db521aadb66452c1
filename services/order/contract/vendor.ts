// What vendors do with their parts of orders.

import { z } from 'zod';
import { endpoint, Id, line, Money, pageInput, pageOf, Timestamp } from '#kernel/contract';
import { Fulfilment, OrderLine, PartPayment, Pieces } from './orders.ts';
import { OrderState } from './wire.ts';

const about = {
  orderId: Id,
  number: z.string(),
  vendorId: Id,
  state: OrderState,
  payment: PartPayment,
  fulfilment: Fulfilment,
  total: Money,
  refunded: Money,
  createdAt: Timestamp,
};

export const VendorOrder = z
  .strictObject({
    ...about,
    lines: z.array(OrderLine),
    shipping: Money,
    tax: Money,
    /** What the platform paid of the discounts, owed to the vendor on top. */
    platformFunded: Money,
    notes: z.array(z.string()),
  })
  .meta({ id: 'VendorOrder' });

const VendorOrderSummary = z
  .strictObject({ ...about, pieces: z.int(), title: z.string() })
  .meta({ id: 'VendorOrderSummary' });

const ofVendor = { role: 'vendor', of: { vendor: 'vendorId' } } as const;
const one = { vendorId: Id, orderId: Id };

export const listVendorOrders = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/orders',
  summary: 'The board of a vendor: its parts of paid orders, newest first',
  access: ofVendor,
  input: z.strictObject({ vendorId: Id, fulfilment: Fulfilment.optional(), ...pageInput }),
  output: pageOf(VendorOrderSummary),
});

export const getVendorOrder = endpoint({
  method: 'GET',
  path: '/v1/vendors/:vendorId/orders/:orderId',
  summary: 'A vendor’s part of an order',
  description:
    'What `waits` of it has no parcel yet: it gets one, with all the vendor sends, once its stock has come in.',
  access: ofVendor,
  input: z.strictObject(one),
  output: VendorOrder,
  errors: ['not_found'],
});

export const refuseLines = endpoint({
  method: 'POST',
  path: '/v1/vendors/:vendorId/orders/:orderId/refusals',
  summary: 'Say that pieces cannot be sent: the buyer gets their money back',
  access: ofVendor,
  idempotent: true,
  audit: ['vendorId', 'orderId', 'lines', 'reason'],
  input: z.strictObject({ ...one, lines: Pieces, reason: line(200) }),
  output: VendorOrder,
  errors: ['not_found', 'conflict', 'failed_precondition'],
});
