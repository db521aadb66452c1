// What goes over the wire about money.

import { z } from 'zod';
import { Id, Money, Timestamp } from '#kernel/contract';
import { PaymentState } from './internal.ts';

export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be a currency of ISO 4217, e.g. EUR');
export const ProviderName = z.enum(['sandbox', 'razorpay']);

export const PaymentSummary = z
  .strictObject({
    id: Id,
    orderId: Id,
    orderNumber: z.string(),
    state: PaymentState,
    amount: Money,
    captured: Money,
    refunded: Money,
    reason: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'PaymentSummary' });

/** One account's part of an entry. A debit is above zero. */
export const JournalPosting = z
  .strictObject({
    account: z.string(),
    amount: Money,
    rule: z.strictObject({ id: Id, version: z.int() }).nullable(),
  })
  .meta({ id: 'JournalPosting' });

export const JournalEntry = z
  .strictObject({
    id: Id,
    at: Timestamp,
    kind: z.string(),
    source: z.string(),
    sourceId: Id,
    paymentId: Id.nullable(),
    orderId: Id.nullable(),
    postings: z.array(JournalPosting),
  })
  .meta({ id: 'JournalEntry' });

/** Why a payment is what it is: every word with the provider, and every movement with what it follows from. */
export const PaymentDetail = z
  .strictObject({
    ...PaymentSummary.shape,
    steps: z.array(
      z.strictObject({
        at: Timestamp,
        kind: z.string(),
        outcome: z.string(),
        amount: Money,
        reason: z.string().nullable(),
      }),
    ),
    /** What it was for, by seller. */
    shares: z.array(z.strictObject({ vendorId: Id, gross: Money, tax: Money, refunded: Money })),
    sources: z.array(z.strictObject({ kind: z.enum(['card', 'gift_card', 'store_credit']), amount: Money })),
    refunds: z.array(
      z.strictObject({
        id: Id,
        amount: Money,
        state: z.enum(['pending', 'succeeded', 'failed']),
        reason: z.string(),
        createdAt: Timestamp,
      }),
    ),
    invoices: z.array(
      z.strictObject({ id: Id, number: z.string(), kind: z.enum(['invoice', 'credit_note']), total: Money }),
    ),
    /** Said in a sentence each. */
    why: z.array(z.string()),
  })
  .meta({ id: 'PaymentDetail' });

export const SavedMethod = z
  .strictObject({
    id: Id,
    /** To pay with it: the `token` of a payment method. */
    token: z.string(),
    brand: z.string(),
    last4: z.string(),
    expiresMonth: z.string().nullable(),
    createdAt: Timestamp,
  })
  .meta({ id: 'SavedMethod' });

export const InvoiceSummary = z
  .strictObject({
    id: Id,
    number: z.string(),
    kind: z.enum(['invoice', 'credit_note']),
    orderId: Id,
    orderNumber: z.string(),
    total: Money,
    issuedAt: Timestamp,
  })
  .meta({ id: 'InvoiceSummary' });

export const CommissionRule = z
  .strictObject({
    id: Id,
    version: z.int(),
    scope: z.enum(['platform', 'vendor']),
    vendorId: Id.nullable(),
    /** Of the goods it is for, with all below it; null for all. */
    categoryId: Id.nullable(),
    /** From then on it holds no more; sales until then keep it. */
    withdrawn: z.boolean(),
    ratePpm: z.int().describe('In parts of a million of what the vendor earns without taxes: 100000 is 10 %'),
    validFrom: Timestamp,
  })
  .meta({ id: 'CommissionRule' });

export const Payout = z
  .strictObject({ id: Id, vendorId: Id, amount: Money, until: Timestamp, createdAt: Timestamp })
  .meta({ id: 'Payout' });

export const Reconciliation = z
  .strictObject({
    id: Id,
    at: Timestamp,
    checked: z.strictObject({ payments: z.int(), refunds: z.int(), settlementLines: z.int() }),
    differences: z.array(z.strictObject({ kind: z.string(), id: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Reconciliation' });
