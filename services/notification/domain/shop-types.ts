// The kinds of notification the shop has. What they speak of is asked of its owner when they are sent, so that nothing of
// an order and no link to a parcel is kept here.

import type { TypeRule } from './types.ts';

const id = '01920000-0000-7000-8000-000000000001';
const euros = { amount: '4990', currency: 'EUR' };
const order = { orderId: id, number: 'A-1042', total: euros, contents: '2 × Bicycle bell, 1 × City map' };
const parcel = {
  shipmentId: id,
  orderId: id,
  number: 'A-1042',
  carrier: 'Agora Parcel',
  trackingNumber: '300000000000000001',
  waitsAt: 'locker',
  coded: true,
  contents: '2 × Bicycle bell',
};
const product = { vendorId: id, productId: id, variantId: id, title: 'Bicycle bell', slug: 'bicycle-bell' };

const orderLink = '/orders/{orderId}';
const parcelLink = '/parcels/{shipmentId}';
const quietly = { in_app: true, email: true, push: true } as const;
const loudly = { in_app: true, email: true, push: true, sms: false } as const;
const silently = { in_app: true, email: false, push: false } as const;

export const shopTypes = {
  'order.confirmed': { channels: quietly, about: 'order', link: orderLink, sample: order },
  'order.cancelled': {
    channels: quietly,
    about: 'order',
    link: orderLink,
    sample: { ...order, reason: 'by_vendor', whole: false, refunded: euros },
  },
  // Its last parcel has told it already.
  'order.fulfilled': { channels: silently, about: 'order', digestible: true, link: orderLink, sample: order },
  'payment.failed': { channels: loudly, about: 'order', link: orderLink, sample: order },
  'refund.issued': { channels: quietly, about: 'order', link: orderLink, sample: { ...order, amount: euros } },
  // The codes are in the e-mail alone, so that it cannot be switched off; payment is asked for them as it is written.
  'gift_card.issued': {
    channels: { in_app: true, email: true },
    locked: true,
    // A collection would tell of it without them.
    urgent: true,
    about: 'gift_cards',
    link: orderLink,
    sample: { ...order, codes: [{ code: '7KQ2-M9XA-4TGP-B3WN', value: euros }] },
  },
  'preorder.moved': {
    channels: quietly,
    about: 'order',
    link: orderLink,
    sample: { ...order, title: 'Bicycle bell', promised: '2026-05-01', shipsFrom: '2026-06-01' },
  },
  // What was paid for is not known here.
  'payment.refunded': {
    channels: quietly,
    link: '/payments/{paymentId}',
    sample: { paymentId: id, amount: euros },
  },
  'invoice.created': {
    channels: { in_app: true },
    link: '/invoices/{invoiceId}',
    sample: { invoiceId: id, invoiceNumber: '2026-000017' },
  },
  'shipment.handed_over': { channels: quietly, about: 'parcel', link: parcelLink, sample: parcel },
  'shipment.ready_for_pickup': { channels: loudly, about: 'parcel', link: parcelLink, sample: parcel },
  'shipment.delivered': { channels: quietly, about: 'parcel', digestible: true, link: parcelLink, sample: parcel },
  'stock.watch_met': { channels: quietly, about: 'product', link: '/products/{slug}', sample: product },
  'stock.low': {
    channels: quietly,
    about: 'product',
    digestible: true,
    link: '/vendors/{vendorId}/products/{productId}',
    sample: { ...product, became: 'low', available: 2 },
  },
  // Advertising: only who has said so gets it beyond the app.
  'cart.abandoned': { channels: silently, digestible: true, link: '/cart', sample: { items: 3, value: euros } },
} as const satisfies Record<string, TypeRule>;
