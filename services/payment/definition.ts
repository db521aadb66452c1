// What payment needs: it calls nobody.

import { type Ctx, defineService } from '#kernel/service';
import { userDeleted } from '#services/iam/events';
import { config } from './config.ts';
import { payment } from './contract.ts';
import {
  giftCardsIssued,
  invoiceCreated,
  paymentAuthorised,
  paymentFailed,
  paymentInitiated,
  paymentSucceeded,
  payoutSent,
  refundIssued,
} from './events.ts';

export const paymentService = defineService({
  contract: payment,
  publishes: [
    paymentInitiated,
    paymentAuthorised,
    paymentSucceeded,
    paymentFailed,
    giftCardsIssued,
    refundIssued,
    invoiceCreated,
    payoutSent,
  ],
  consumes: [userDeleted],
  config,
  constraints: {
    payments_refunded: {
      code: 'failed_precondition',
      message: 'This is more than is left of the payment; ask for less.',
      reason: 'refund_exceeds_payment',
    },
    payment_shares_refunded: {
      code: 'failed_precondition',
      message: 'This is more than is left of a share; ask for less.',
      reason: 'refund_exceeds_payment',
    },
    gift_cards_code: { code: 'already_exists', message: 'Choose another code.', reason: 'code_taken' },
    settlement_files_once: { code: 'already_exists', message: 'This file was imported before.' },
    commission_rules_once: { code: 'conflict', message: 'Somebody else has just changed this rule; look again.' },
  },
  plansOnce: true,
  migrations: new URL('./migrations/', import.meta.url),
});

export type PaymentCtx = Ctx<typeof paymentService.definition>;
