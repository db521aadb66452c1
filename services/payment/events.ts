// The facts payment owns. What a payment is for is named by `orderId`; amounts are in minor units.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

const about = { paymentId: Id, orderId: Id, payerId: Id.nullable() };
/** Whose payment it is, as its service is called: what `orderId` names is known there. Null where nobody knows. */
const purpose = z.string().nullable();

export const paymentInitiated = event(
  'payment.initiated',
  1,
  'paymentId',
  z.strictObject({ ...about, amount: Money }),
  'Somebody began to pay',
);
export const paymentAuthorised = event(
  'payment.authorised',
  1,
  'paymentId',
  z.strictObject({ ...about, purpose, amount: Money }),
  'The money is held',
);
export const paymentSucceeded = event(
  'payment.succeeded',
  1,
  'paymentId',
  z.strictObject({ ...about, purpose, amount: Money }),
  'The money was taken',
);
export const paymentFailed = event(
  'payment.failed',
  1,
  'paymentId',
  z.strictObject({ ...about, purpose, amount: Money, reason: z.string() }),
  'No money is held or taken: declined, expired or let go',
);
export const giftCardsIssued = event(
  'gift_card.issued',
  1,
  'paymentId',
  z.strictObject(about),
  'The gift cards that were bought with a payment are there; payment tells their codes to whoever writes to the buyer',
);
export const refundIssued = event(
  'refund.issued',
  1,
  'paymentId',
  z.strictObject({
    ...about,
    purpose,
    refundId: Id,
    amount: Money,
  }),
  'Money was given back',
);
export const invoiceCreated = event(
  'invoice.created',
  1,
  'invoiceId',
  z.strictObject({ ...about, invoiceId: Id, number: z.string() }),
  'An invoice or a credit note was written',
);
export const payoutSent = event(
  'payout.sent',
  1,
  'payoutId',
  z.strictObject({ payoutId: Id, vendorId: Id, amount: Money }),
  'A vendor was paid out',
);

/** Which payments concern a service: those it asked for, and those of which nobody knows whose they are. */
export const askedForBy =
  (service: string) =>
  (payment: { purpose: string | null }): boolean =>
    (payment.purpose ?? service) === service;
