// What order asks of shipping.

import { z } from 'zod';
import { endpoint, Id, Nothing } from '#kernel/contract';
import { Address, Destination, OrderShipment, ParcelLine, ShipmentState, ShippingQuote } from './wire.ts';

const OrderToSend = z.strictObject({
  orderId: Id,
  orderNumber: z.string().max(40),
  methodId: Id,
  slotId: Id.nullable(),
  /** Whose order it is, so that they find their parcels; a guest has none. */
  userId: Id.nullable().default(null),
  address: Address,
  groups: z
    .array(
      z.strictObject({
        vendorId: Id,
        lines: z
          .array(
            z.strictObject({
              lineId: Id,
              title: z.string().max(500),
              quantity: z.int().min(1),
              weightGrams: z.int().min(0),
            }),
          )
          .min(1)
          .max(200),
      }),
    )
    .min(1)
    .max(100),
});

export const internal = {
  quoteShipping: endpoint({
    method: 'POST',
    path: '/v1/internal/shipping-quotes',
    summary: 'The ways to send something there, cheapest first; none where nothing is sent to',
    access: 'service',
    input: z.strictObject({
      destination: Destination,
      currency: z.string().regex(/^[A-Z]{3}$/),
      lines: z.array(ParcelLine).min(1).max(200),
    }),
    output: z.strictObject({ items: z.array(ShippingQuote) }),
  }),
  requestShipments: endpoint({
    method: 'POST',
    path: '/v1/internal/shipments',
    summary: 'Send orders: one shipment for each vendor of each',
    description:
      'Asking again for the same order and vendor gives the shipment there is. Quantities are those ordered: what is ' +
      'cancelled is told by order.cancelled alone, which may come before. A full slot gives way to the next free one. ' +
      'Each order is answered by itself: one that cannot be sent does not hold up the others.',
    access: 'service',
    input: z.strictObject({ orders: z.array(OrderToSend).min(1).max(50) }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          orderId: Id,
          shipments: z.array(z.strictObject({ shipmentId: Id, vendorId: Id, state: ShipmentState })),
          /** Why nothing is sent. */
          refusal: z.strictObject({ reason: z.literal('method_unknown'), message: z.string() }).nullable(),
        }),
      ),
    }),
  }),
  readdressShipments: endpoint({
    method: 'PUT',
    path: '/v1/internal/orders/:orderId/address',
    summary: 'Send the parcels of an order somewhere else, while all of them are still here',
    description:
      'Repeatable. What has a label gets another. `failed_precondition` with `handed_over` once the carrier has one of ' +
      'them; where that turns out later, they go where they went before, and `shipment.readdressed` tells so again.',
    access: 'service',
    input: z.strictObject({ orderId: Id, address: Address }),
    output: Nothing,
    errors: ['not_found', 'failed_precondition'],
  }),
  getOrderAddress: endpoint({
    method: 'GET',
    path: '/v1/internal/orders/:orderId/address',
    summary: 'Where the parcels of an order go; null once that is forgotten',
    access: 'service',
    input: z.strictObject({ orderId: Id }),
    output: z.strictObject({ address: Address.nullable() }),
    errors: ['not_found'],
  }),
  listOrderShipments: endpoint({
    method: 'GET',
    path: '/v1/internal/orders/:orderId/shipments',
    summary: 'The parcels of an order, with the links its buyer follows them by',
    access: 'service',
    input: z.strictObject({ orderId: Id }),
    output: z.strictObject({ items: z.array(OrderShipment) }),
  }),
  getShipmentNotice: endpoint({
    method: 'GET',
    path: '/v1/internal/shipments/:shipmentId/notice',
    summary: 'What a message about a parcel says; its link shows the hand-over code where there is one',
    access: 'service',
    input: z.strictObject({ shipmentId: Id }),
    output: z.strictObject({
      shipmentId: Id,
      orderId: Id,
      userId: Id.nullable(),
      state: ShipmentState,
      carrier: z.string(),
      trackingNumber: z.string(),
      /** Where it can be fetched once it is ready: with the carrier there is no code of ours. */
      waitsAt: z.enum(['locker', 'concierge', 'shop', 'carrier']),
      url: z.url(),
      items: z.array(z.strictObject({ title: z.string(), quantity: z.int() })),
    }),
    errors: ['not_found'],
  }),
};
