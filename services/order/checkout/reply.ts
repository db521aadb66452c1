// What whoever asked for a checkout is told of where it stands.

import { CodedError } from '#kernel/errors';
import type { CheckoutResult } from '../contract/wire.ts';
import type { OrderCtx } from '../definition.ts';
import { machine } from '../domain/saga.ts';
import { money } from '../money.ts';
import { orderTokenOf } from '../tokens.ts';
import type { Checkout, Position } from './checkout.ts';

/** Whether it stands where its asker can be told something. */
export const isDecided = ({ state, resting, problem }: Position): boolean =>
  resting || machine[state].final === true || state === 'confirmed' || (state === 'compensating' && problem !== null);

/** The answer to a checkout. Raises why it did not come about. */
export function replyOf(ctx: OrderCtx, checkout: Checkout, { state, problem, ...position }: Position): CheckoutResult {
  if (state === 'compensating' || state === 'cancelled') {
    const { code, message, ...extras } = problem ?? notPlaced;
    throw new CodedError(code, message, extras);
  }
  return {
    orderId: checkout.orderId,
    number: checkout.number,
    state: machine[state].order,
    total: money(checkout.total, checkout.currency),
    paymentState: position.paymentState,
    action: position.actionUrl === null ? null : { url: position.actionUrl },
    orderToken: orderTokenOf(ctx, checkout.orderId),
    createdAt: checkout.createdAt,
  };
}

const notPlaced = {
  code: 'failed_precondition',
  message: 'This order did not come about; order again if you still want it.',
  reason: 'not_placed',
} as const;
