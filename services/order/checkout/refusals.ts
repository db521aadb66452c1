// Why a checkout did not come about, as a sentence for the buyer and a word for the books.

import { CodedError } from '#kernel/errors';
import type { CancelReason } from '../contract/orders.ts';
import type { Outcome } from '../domain/saga.ts';
import type { Refusal } from './checkout.ts';
import type { StepResult } from './steps.ts';

interface Reasoned {
  problem: Refusal;
  cancelReason: CancelReason;
}

const declined = (reason: string | null): Reasoned => ({
  problem: {
    code: 'failed_precondition',
    message: 'The payment was declined; nothing was charged. Try another way to pay.',
    reason: 'payment_declined',
    details: { reason: reason ?? 'declined' },
  },
  cancelReason: 'payment_failed',
});

const expired: Reasoned = {
  problem: {
    code: 'failed_precondition',
    message: 'It was not paid in time, so nothing was charged and nothing is kept. Order again if you still want it.',
    reason: 'payment_expired',
  },
  cancelReason: 'payment_expired',
};

const cancelled: Reasoned = {
  problem: {
    code: 'failed_precondition',
    message: 'The order was cancelled before it was paid. Nothing was charged.',
    reason: 'order_cancelled',
  },
  cancelReason: 'by_customer',
};

/** Why it ends with this outcome. */
export function refusalOf(outcome: Outcome, results: readonly StepResult[]): Reasoned {
  if (outcome === 'expired') return expired;
  if (outcome === 'cancelled') return cancelled;
  const cause = results.find(result => result.outcome === outcome);
  const error = cause?.error;
  if (outcome === 'declined')
    return declined(cause?.payment?.reason ?? (error instanceof CodedError ? (error.extras.reason ?? null) : null));
  if (outcome === 'refused' && error instanceof CodedError) {
    const { reason, details } = error.extras;
    if (reason === 'hold_released' || reason === 'not_authorised') return expired;
    return {
      problem: {
        code: error.code === 'conflict' ? 'conflict' : 'failed_precondition',
        message: error.message,
        reason: reason ?? 'not_placed',
        ...(details && { details }),
      },
      cancelReason: reason === 'out_of_stock' ? reason : 'not_placed',
    };
  }
  return {
    problem: {
      code: 'unavailable',
      message: 'Orders cannot be taken right now; nothing was charged. Try again in a moment.',
      reason: 'not_placed',
      details: { step: cause?.step ?? 'unknown' },
    },
    cancelReason: 'not_placed',
  };
}
