// What order, and later booking and marketplace, ask of payment.

import { z } from 'zod';
import { endpoint, Id, line, Money, Timestamp } from '#kernel/contract';

/** How somebody pays. `token` stands for a card at the provider; no card number ever comes here. `credit` takes from gift
 * cards and store credit first, by their codes; what is left goes to the card. */
export const PaymentMethod = z
  .strictObject({
    kind: z.enum(['card', 'redirect']).describe('`redirect` leads to a page of the provider'),
    token: z
      .string()
      .regex(/^[\w.:-]{1,200}$/)
      .nullable()
      .default(null),
    giftCards: z
      .array(z.string().regex(/^[A-Z0-9-]{8,40}$/))
      .max(5)
      .default([]),
    storeCredit: z.boolean().default(false),
  })
  .meta({ id: 'PaymentMethod' });
export type PaymentMethod = z.output<typeof PaymentMethod>;

/**
 * - `initiated`: the provider has not been asked yet. `action_required`: the payer must go to `action.url`.
 * - `authorised`: the money is held. `captured`: it is ours.
 * - `unknown`: the provider did not say; it is asked again until it does.
 * - `declined`, `voided`, `expired`: no money is held or taken, for good.
 */
export const PaymentState = z
  .enum([
    'initiated',
    'action_required',
    'authorised',
    'capturing',
    'captured',
    'unknown',
    'declined',
    'voided',
    'expired',
  ])
  .meta({ id: 'PaymentState' });
export type PaymentState = z.output<typeof PaymentState>;

export const PaymentStatus = z
  .strictObject({
    paymentId: Id,
    orderId: Id,
    state: PaymentState,
    amount: Money,
    captured: Money,
    refunded: Money,
    /** Why it was declined, as a stable word, e.g. `insufficient_funds`. */
    reason: z.string().nullable(),
    action: z.strictObject({ url: z.string() }).nullable(),
  })
  .meta({ id: 'PaymentStatus' });
export type PaymentStatus = z.output<typeof PaymentStatus>;

/** Who is owed what of a payment: `gross` of the vendor's lines and shipping after discounts, taxes included. What the
 * platform funded of the discounts is owed to the vendor on top. The `gross` sum to the amount paid. */
export const VendorShare = z.strictObject({
  vendorId: Id,
  /** Held until it is given back or kept: the vendor is not owed it, and it costs no commission. */
  deposit: z.boolean().default(false),
  /** What was sold, the narrowest first: the commission may depend on it. None for shipping. */
  categoryIds: z.array(Id).max(100).default([]),
  gross: Money,
  tax: Money,
  platformFunded: Money,
});

/** A line of the invoice. */
export const InvoiceLine = z.strictObject({
  text: line(600),
  quantity: z.int().min(1),
  /** Of all pieces, after discounts, taxes included. */
  gross: Money,
  tax: Money,
  /** In parts of a million: 190000 is 19 %. */
  taxRatePpm: z.int().min(0).max(1_000_000),
});

const byPayment = { paymentId: Id };

export const internal = {
  authorisePayment: endpoint({
    method: 'POST',
    path: '/v1/internal/payments',
    summary: 'Hold the money for an order',
    description:
      'Repeatable by `paymentId`: the provider is asked once, and again only to learn what became of it. A decline and an ' +
      'unknown outcome are states, not errors. `failed_precondition` with `payment_void` if it was voided before.',
    access: 'service',
    deadlineMs: 15_000,
    input: z.strictObject({
      ...byPayment,
      orderId: Id,
      orderNumber: z.string().max(40),
      payerId: Id.nullable(),
      amount: Money,
      method: PaymentMethod,
      /** Money that is held but not captured by then is let go. */
      expiresAt: Timestamp,
    }),
    output: PaymentStatus,
    errors: ['failed_precondition'],
  }),
  capturePayment: endpoint({
    method: 'POST',
    path: '/v1/internal/payments/:paymentId/capture',
    summary: 'Take the money that is held, and write down who is owed what',
    description:
      'Repeatable. `unknown` means: ask again. Nothing held is `failed_precondition` with `not_authorised`; gift cards paid ' +
      'with a gift card are `gift_card_for_gift_card`.',
    access: 'service',
    deadlineMs: 15_000,
    input: z.strictObject({
      ...byPayment,
      shares: z.array(VendorShare).max(500),
      /** What is left after the shares was paid for gift cards: each piece becomes one, worth what was paid for it. It is
       * owed to whoever has the card, not to a vendor, and costs no commission. Gift cards cannot pay for them. */
      giftCards: z
        .array(z.strictObject({ lineId: Id, quantity: z.int().min(1).max(999), unitValue: Money }))
        .max(100)
        .default([]),
      /** Keeps it until it is released; what is refunded until then is taken from there. */
      escrow: z.boolean().default(false),
      invoice: z.strictObject({
        /** Sealed at rest: it names a person. */
        billTo: z.array(line(300)).min(1).max(10),
        lines: z.array(InvoiceLine).min(1).max(400),
      }),
    }),
    output: PaymentStatus,
    errors: ['failed_precondition'],
  }),
  releaseEscrow: endpoint({
    method: 'POST',
    path: '/v1/internal/payments/:paymentId/release',
    summary: 'What is left in escrow of a payment is earned: the vendor is owed it, less the commission',
    description: 'Repeatable. `failed_precondition` with `refund_pending` while a refund is under way: ask again.',
    access: 'service',
    input: z.strictObject(byPayment),
    output: z.strictObject({ paymentId: Id, net: Money, commission: Money }),
    errors: ['failed_precondition', 'not_found'],
  }),
  voidPayment: endpoint({
    method: 'POST',
    path: '/v1/internal/payments/:paymentId/void',
    summary: 'Let go of the money that is held',
    description:
      'Repeatable, also before it was ever authorised, which then can happen no more. Money that was captured, or turns ' +
      'out later to have been taken, is given back.',
    access: 'service',
    deadlineMs: 15_000,
    input: z.strictObject({ ...byPayment, orderId: Id }),
    output: PaymentStatus.nullable(),
  }),
  refundPayment: endpoint({
    method: 'POST',
    path: '/v1/internal/payments/:paymentId/refunds',
    summary: 'Give back a part of what was captured',
    description: 'Repeatable by `refundId`. More than is left is `failed_precondition` with `refund_exceeds_payment`.',
    access: 'service',
    deadlineMs: 15_000,
    input: z.strictObject({
      ...byPayment,
      refundId: Id,
      amount: Money,
      /** Whom it is taken from; the `gross` sum to the amount. */
      shares: z.array(VendorShare).min(1).max(500),
      reason: line(200),
    }),
    output: z.strictObject({ refundId: Id, state: z.enum(['pending', 'succeeded', 'failed']), amount: Money }),
    errors: ['failed_precondition', 'not_found'],
  }),
  withdrawGiftCards: endpoint({
    method: 'POST',
    path: '/v1/internal/payments/:paymentId/gift-card-withdrawals',
    summary: 'Take gift cards back that were bought, and give back what of them is not spent',
    description:
      'Repeatable by `refundId`. Of a line the fullest cards are taken. `amount` is what goes back: what is spent by the ' +
      'moment the cards are void is not in it, and it may be nothing.',
    access: 'service',
    deadlineMs: 15_000,
    input: z.strictObject({
      ...byPayment,
      refundId: Id,
      lines: z
        .array(z.strictObject({ lineId: Id, quantity: z.int().min(1).max(999) }))
        .min(1)
        .max(100),
      reason: line(200),
    }),
    output: z.strictObject({ refundId: Id, state: z.enum(['pending', 'succeeded', 'failed']), amount: Money }),
    errors: ['failed_precondition', 'not_found'],
  }),
  listSoldGiftCards: endpoint({
    method: 'GET',
    path: '/v1/internal/orders/:orderId/gift-cards',
    summary: 'The gift cards that were bought with an order, without their codes',
    access: 'service',
    input: z.strictObject({ orderId: Id }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({ lineId: Id, last4: z.string(), value: Money, left: Money, withdrawn: z.boolean() }),
      ),
    }),
  }),
  getGiftCardCodes: endpoint({
    method: 'GET',
    path: '/v1/internal/orders/:orderId/gift-card-codes',
    summary: 'The codes of the gift cards that were bought with an order, for the mail to its buyer',
    description:
      'For notification alone. A code is money: it is asked for at the moment the mail is written, and kept nowhere else.',
    access: 'service',
    input: z.strictObject({ orderId: Id }),
    output: z.strictObject({ items: z.array(z.strictObject({ code: z.string(), last4: z.string(), value: Money })) }),
    errors: ['permission_denied'],
  }),
  keepDeposit: endpoint({
    method: 'POST',
    path: '/v1/internal/payments/:paymentId/kept-deposits',
    summary: 'Keep a part of a deposit: from now on it is owed to the vendor',
    description:
      'Repeatable by `keepId`. More than is left of the deposit is `failed_precondition` with `deposit_exceeded`. What was ' +
      'captured before deposits were held apart is the vendor’s already.',
    access: 'service',
    input: z.strictObject({ ...byPayment, keepId: Id, vendorId: Id, amount: Money }),
    output: z.strictObject({ keepId: Id, amount: Money }),
    errors: ['failed_precondition', 'not_found'],
  }),
  getPaymentStatus: endpoint({
    method: 'GET',
    path: '/v1/internal/payments/:paymentId',
    summary: 'What became of a payment',
    access: 'service',
    input: z.strictObject(byPayment),
    output: PaymentStatus,
    errors: ['not_found'],
  }),
};
