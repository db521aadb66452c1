// The facts payment owns. What a payment is for is named by `orderId`; amounts are in minor units.

import { z } from 'zod';
import { Id, Money } from '#kernel/contract';
import { event } from '#kernel/event';

const about = { paymentId: Id, orderId: Id, payerId: Id.nullable() };

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
  z.strictObject({ ...about, amount: Money }),
  'The money is held',
);
export const paymentSucceeded = event(
  'payment.succeeded',
  1,
  'paymentId',
  z.strictObject({ ...about, amount: Money }),
  'The money was taken',
);
export const paymentFailed = event(
  'payment.failed',
  1,
  'paymentId',
  z.strictObject({ ...about, amount: Money, reason: z.string() }),
  'No money is held or taken: declined, expired or let go',
);
export const refundIssued = event(
  'refund.issued',
  1,
  'paymentId',
  z.strictObject({
    ...about,
    /** Whose payment it is, as its service is called: what `orderId` names is known there. Null where nobody knows. */
    purpose: z.string().nullable(),
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
