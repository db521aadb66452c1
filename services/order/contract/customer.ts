// What people do with their orders. Whoever has no account sends the order's token in the header `x-order-token`.

import { z } from 'zod';
import { endpoint, Id, pageOf } from '#kernel/contract';
import { byToken, Order, OrderFilter, OrderSummary, OrderToken, Pieces } from './orders.ts';
import { Address, OrderNote } from './wire.ts';

const mine = { orderId: Id, orderToken: OrderToken };

export const getOrder = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId',
  summary: 'One order: whole for whoever bought it and for staff, its own part for a vendor',
  access: 'public',
  ...byToken,
  input: z.strictObject(mine),
  output: Order,
  errors: ['not_found'],
});

export const listParcels = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId/parcels',
  summary: 'The parcels of an order for whoever bought it, each with what it is looked at by without an account',
  access: 'public',
  ...byToken,
  input: z.strictObject(mine),
  output: z.strictObject({
    items: z.array(
      z
        .strictObject({
          shipmentId: Id,
          vendorId: Id,
          parcelToken: z.string().describe('The header `x-parcel-token` of GET /v1/parcels/:shipmentId'),
        })
        .meta({ id: 'OrderParcel' }),
    ),
  }),
  errors: ['not_found', 'unavailable'],
});

export const getInvoiceLink = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId/invoice-link',
  summary: 'The number of an order’s invoice and the address it can be read at without an account',
  description: 'It is written a moment after the payment; until then `failed_precondition` with `no_invoice_yet`.',
  access: 'public',
  ...byToken,
  input: z.strictObject(mine),
  output: z.strictObject({ number: z.string(), url: z.string() }).meta({ id: 'InvoiceLink' }),
  errors: ['not_found', 'failed_precondition', 'unavailable'],
});

export const listMyOrders = endpoint({
  method: 'GET',
  path: '/v1/orders',
  summary: 'My orders, newest first',
  access: 'user',
  input: z.strictObject(OrderFilter),
  output: pageOf(OrderSummary),
});

export const cancelOrder = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/cancellations',
  summary: 'Cancel an order, or some pieces of it, before it is handed over',
  description:
    'What was paid for them is given back to the cent, shipping with the last piece of a vendor’s parcel. ' +
    'Of gift cards goes back what is not spent by the moment they are void; `gift_card_spent` where that is nothing. ' +
    '`failed_precondition` with `handed_over` for what is under way already; `conflict` with `busy` while it is being paid.',
  access: 'public',
  idempotent: true,
  ...byToken,
  input: z.strictObject({ ...mine, lines: Pieces.nullable().default(null).describe('null for all there is') }),
  output: Order,
  errors: ['not_found', 'conflict', 'failed_precondition'],
});

export const changeAddress = endpoint({
  method: 'PUT',
  path: '/v1/orders/:orderId/address',
  summary: 'Send an order somewhere else, where that costs the same, until the carrier has a parcel of it',
  description:
    '`failed_precondition` with `costs_change` where taxes or shipping may cost something else there, `not_deliverable` ' +
    'where it is not sent there in its way, `handed_over` once it is under way; `conflict` with `busy` while it is paid or ' +
    'handed to shipping. A parcel that has a label gets another.',
  access: 'public',
  ...byToken,
  input: z.strictObject({ ...mine, address: Address }),
  output: Order,
  errors: ['not_found', 'conflict', 'failed_precondition', 'unavailable'],
});

export const addNote = endpoint({
  method: 'POST',
  path: '/v1/orders/:orderId/notes',
  summary: 'Say something about an order to those who send it',
  access: 'public',
  creates: true,
  idempotent: true,
  limit: { per: 'user', capacity: 30, perMinute: 10 },
  ...byToken,
  input: z.strictObject({ ...mine, text: OrderNote }),
  output: Order,
  errors: ['not_found', 'failed_precondition'],
});

export const reorder = endpoint({
  method: 'GET',
  path: '/v1/orders/:orderId/reorder',
  summary: 'What of an order can be bought again',
  access: 'public',
  ...byToken,
  input: z.strictObject(mine),
  output: z
    .strictObject({
      lines: z.array(z.strictObject({ variantId: Id, quantity: z.int(), title: z.string() })),
      /** What is not sold any more, or not now. */
      gone: z.array(z.strictObject({ variantId: Id, title: z.string() })),
    })
    .meta({ id: 'Reorder' }),
  errors: ['not_found', 'unavailable'],
});
