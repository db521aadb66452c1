// What a payer sees and keeps.

import { z } from 'zod';
import { Content, endpoint, File, Id, line, Money, Nothing, pageInput, pageOf } from '#kernel/contract';
import { InvoiceSummary, PaymentDetail, PaymentSummary, SavedMethod } from './wire.ts';

const GiftCardCode = z.string().regex(/^[A-Z0-9-]{8,40}$/, 'must be as it stands on the card');
const byInvoice = { invoiceId: Id, key: z.string().max(100).optional() };

export const wallet = {
  getPaymentOptions: endpoint({
    method: 'GET',
    path: '/v1/payment-options',
    summary: 'What can be paid with here',
    access: 'public',
    input: z.strictObject({}),
    output: z
      .strictObject({ testCards: z.boolean().describe('Whether the sandbox takes the payments, and its cards') })
      .meta({ id: 'PaymentOptions' }),
  }),
  listPayments: endpoint({
    method: 'GET',
    path: '/v1/payments',
    summary: 'My payments, newest first',
    access: 'user',
    input: z.strictObject(pageInput),
    output: pageOf(PaymentSummary),
  }),
  getPayment: endpoint({
    method: 'GET',
    path: '/v1/payments/:paymentId',
    summary: 'A payment of mine, and why I was charged',
    access: 'row',
    input: z.strictObject({ paymentId: Id }),
    output: PaymentDetail,
    errors: ['not_found'],
  }),
  listPaymentMethods: endpoint({
    method: 'GET',
    path: '/v1/me/payment-methods',
    summary: 'The cards I keep, as tokens of the provider',
    access: 'user',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(SavedMethod) }),
  }),
  addPaymentMethod: endpoint({
    method: 'POST',
    path: '/v1/me/payment-methods',
    summary: 'Keep a card, by the token the provider gave for it',
    description: 'No card number ever comes here. Keeping the same token again changes nothing.',
    access: 'user',
    idempotent: true,
    creates: true,
    input: z.strictObject({
      token: z.string().regex(/^[\w.-]{1,200}$/),
      brand: line(40),
      last4: z.string().regex(/^\d{4}$/),
      expiresMonth: z
        .string()
        .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
        .nullable()
        .default(null),
    }),
    output: SavedMethod,
    errors: ['failed_precondition'],
  }),
  removePaymentMethod: endpoint({
    method: 'DELETE',
    path: '/v1/me/payment-methods/:methodId',
    summary: 'Forget a card',
    access: 'row',
    input: z.strictObject({ methodId: Id }),
    output: Nothing,
    errors: ['not_found'],
  }),
  getStoreCredit: endpoint({
    method: 'GET',
    path: '/v1/me/store-credit',
    summary: 'My store credit',
    access: 'user',
    input: z.strictObject({}),
    output: z.strictObject({ items: z.array(Money) }),
  }),
  checkGiftCard: endpoint({
    method: 'POST',
    path: '/v1/gift-cards/balance',
    summary: 'What is left on a gift card',
    access: 'public',
    limit: { per: 'ip', capacity: 10, perMinute: 5, whenDown: 'refuse' },
    input: z.strictObject({ code: GiftCardCode }),
    output: z.strictObject({ balance: Money, last4: z.string() }),
    errors: ['not_found'],
  }),
  listInvoices: endpoint({
    method: 'GET',
    path: '/v1/invoices',
    summary: 'My invoices and credit notes, newest first',
    access: 'user',
    input: z.strictObject(pageInput),
    output: pageOf(InvoiceSummary),
  }),
  getInvoice: endpoint({
    method: 'GET',
    path: '/v1/invoices/:invoiceId',
    summary: 'An invoice as PDF',
    description: 'For its payer, or whoever has the signed link.',
    access: 'public',
    input: z.strictObject(byInvoice),
    output: File,
    errors: ['not_found'],
  }),
  getOrderInvoice: endpoint({
    method: 'GET',
    path: '/v1/orders/:orderId/invoice',
    summary: 'The invoice of an order as PDF',
    description: 'For its payer. It is written a moment after the payment; until then there is none.',
    access: 'row',
    input: z.strictObject({ orderId: Id }),
    output: File,
    errors: ['not_found'],
  }),
  getInvoiceLink: endpoint({
    method: 'GET',
    path: '/v1/internal/orders/:orderId/invoice-link',
    summary: 'The address of an order’s invoice, for somebody without an account',
    access: 'service',
    input: z.strictObject({ orderId: Id }),
    output: z.strictObject({ invoiceId: Id, number: z.string(), url: z.string() }),
    errors: ['not_found'],
  }),
  showPayPage: endpoint({
    method: 'GET',
    path: '/v1/payments/:paymentId/pay',
    summary: 'The page on which a payment is made with Razorpay',
    access: 'public',
    input: z.strictObject({ paymentId: Id, key: z.string().max(100) }),
    output: File,
    errors: ['not_found'],
  }),
  confirmPayment: endpoint({
    method: 'POST',
    path: '/v1/payments/:paymentId/pay',
    summary: 'Where Razorpay sends the payer back to, with its signature',
    access: 'public',
    upload: { maxBytes: 10_000, types: ['application/x-www-form-urlencoded'] },
    input: z.strictObject({
      paymentId: Id,
      key: z.string().max(100),
      content: Content,
      contentType: z.string().max(100).optional(),
    }),
    output: File,
    errors: ['not_found', 'permission_denied'],
  }),
};

export const credit = {
  issueGiftCard: endpoint({
    method: 'POST',
    path: '/v1/gift-cards',
    summary: 'Issue a gift card; its code is shown this once',
    access: { role: 'admin', of: 'platform' },
    idempotent: true,
    creates: true,
    audit: ['amount'],
    input: z.strictObject({
      amount: Money,
      /** Paid for at the bank, or given away. */
      sold: z.boolean().default(false),
      expiresAt: z.iso.datetime({ precision: 3 }).nullable().default(null),
    }),
    output: z.strictObject({ id: Id, code: z.string(), balance: Money }),
  }),
  grantStoreCredit: endpoint({
    method: 'POST',
    path: '/v1/store-credit-grants',
    summary: 'Give somebody store credit',
    access: { role: 'admin', of: 'platform' },
    idempotent: true,
    creates: true,
    audit: ['userId', 'amount', 'reason'],
    input: z.strictObject({ userId: Id, amount: Money, reason: line(200) }),
    output: z.strictObject({ userId: Id, balance: Money }),
  }),
};
