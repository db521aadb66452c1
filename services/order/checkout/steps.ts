// The steps of a checkout: what is asked of which service, and what its answer is to the machine.

import { CodedError } from '#kernel/errors';
import type { PaymentStatus } from '#services/payment/contract';
import type { OrderCtx } from '../definition.ts';
import type { Outcome, Step } from '../domain/saga.ts';
import { type Checkout, requestsOf } from './checkout.ts';
import { byVariant } from './quote.ts';

export interface StepResult {
  step: Step;
  outcome: Outcome;
  payment: PaymentStatus | null;
  error: unknown;
}

type Run = (ctx: OrderCtx, checkout: Checkout) => Promise<PaymentStatus | null | undefined>;

const runs: Record<Step, Run> = {
  async holdStock({ clients }, checkout) {
    const { stockHoldId: holdId } = requestsOf(checkout);
    const { orderId, expiresAt, lines } = checkout;
    const items = byVariant(lines).map(item => ({
      ...item,
      shipsFrom: lines.find(({ variantId }) => variantId === item.variantId)!.shipsFrom,
    }));
    const held = await clients.catalog.holdStock({ holdId, orderId, expiresAt, items });
    return insist(held.state !== 'released');
  },
  async holdUses({ clients }, checkout) {
    const { usesHoldId: holdId } = requestsOf(checkout);
    const { orderId, userId, uses, expiresAt } = checkout;
    const held = await clients.discount.holdDiscountUses({ holdId, orderId, userId, uses, expiresAt });
    return insist(held.state !== 'released');
  },
  authorise: ({ clients }, checkout) => clients.payment.authorisePayment(requestsOf(checkout).authorise()),
  askPayment: ({ clients }, checkout) =>
    clients.payment.getPaymentStatus({ paymentId: requestsOf(checkout).paymentId }).catch(async error => {
      // It never got there, so it is brought there: the same key makes it the same payment.
      if (error instanceof CodedError && error.code === 'not_found')
        return clients.payment.authorisePayment(requestsOf(checkout).authorise());
      throw error;
    }),
  async confirmStock({ clients }, checkout) {
    const { state } = await clients.catalog.confirmStockHold({ holdId: requestsOf(checkout).stockHoldId });
    return insist(state === 'confirmed');
  },
  async confirmUses({ clients }, checkout) {
    const { state } = await clients.discount.confirmDiscountUses({ holdId: requestsOf(checkout).usesHoldId });
    return insist(state === 'confirmed');
  },
  capture: ({ clients }, checkout) => clients.payment.capturePayment(requestsOf(checkout).capture()),
  requestShipments: async (ctx, checkout) => {
    const [problem] = [...(await askForParcels(ctx, [requestsOf(checkout).shipments()])).values()];
    if (problem) throw problem;
    return null;
  },
  async voidPayment({ clients }, checkout) {
    const { orderId } = checkout;
    const payment = await clients.payment.voidPayment({ paymentId: requestsOf(checkout).paymentId, orderId });
    return payment;
  },
  async releaseUses({ clients }, checkout) {
    await clients.discount.releaseDiscountUses({ holdId: requestsOf(checkout).usesHoldId });
    return null;
  },
  async releaseStock({ clients }, checkout) {
    await clients.catalog.releaseStockHold({ holdId: requestsOf(checkout).stockHoldId });
    return null;
  },
};

export type ParcelsRequest = ReturnType<ReturnType<typeof requestsOf>['shipments']>;

/** Has orders sent, all by one call. Gives what speaks against those that are not, by order. */
export async function askForParcels(
  { clients, config }: OrderCtx,
  requests: readonly ParcelsRequest[],
): Promise<Map<string, CodedError>> {
  const orders = requests.filter(({ groups }) => groups.length > 0);
  if (orders.length === 0) return new Map();
  const { items } = await inTime(clients.shipping.requestShipments({ orders }), config.stepTimeoutMs);
  return new Map(
    items.flatMap(({ orderId, refusal }) =>
      refusal
        ? [[orderId, new CodedError('failed_precondition', refusal.message, { reason: refusal.reason })] as const]
        : [],
    ),
  );
}

/** A hold that is not what it was asked to be has been released before. */
function insist(held: boolean): null {
  if (held) return null;
  throw new CodedError('failed_precondition', 'It was kept too long and is free again.', { reason: 'hold_released' });
}

/** What a payment's state is to the machine, by the step that learnt it. */
function outcomeOf(step: Step, { state }: PaymentStatus): Outcome {
  if (step === 'voidPayment') return 'done';
  const taking = step === 'capture';
  if (state === 'captured') return 'captured';
  if (state === 'declined' || state === 'voided' || state === 'expired') return 'declined';
  // What is only held yet although it was to be taken is asked for once more.
  if (taking) return 'unknown';
  if (state === 'authorised' || state === 'capturing') return 'authorised';
  return state === 'action_required' ? state : 'unknown';
}

/** Does one step. It never throws: what went wrong is an outcome. */
export async function perform(ctx: OrderCtx, checkout: Checkout, step: Step): Promise<StepResult> {
  const { stepTimeoutMs } = ctx.config;
  const asksProvider = step === 'authorise' || step === 'capture' || step === 'askPayment' || step === 'voidPayment';
  try {
    const payment = await inTime(runs[step](ctx, checkout), asksProvider ? stepTimeoutMs * 3 : stepTimeoutMs);
    return { step, outcome: payment ? outcomeOf(step, payment) : 'done', payment: payment ?? null, error: null };
  } catch (error) {
    return { step, outcome: failureOf(step, error), payment: null, error };
  }
}

/** Whether nobody was there to say anything about the request itself. */
export const isAway = (error: unknown): boolean => error instanceof CodedError && away.has(error.code);
const away = new Set(['unavailable', 'overloaded', 'deadline_exceeded']);

/** A refusal has a reason, or is about the request itself; whatever else went wrong may be well the next time. */
const isRefusal = (error: unknown): boolean =>
  error instanceof CodedError &&
  (error.code === 'not_found' || error.code === 'invalid_argument' || error.extras.reason !== undefined) &&
  !outages.has(error.code);
const outages = new Set(['unavailable', 'overloaded', 'deadline_exceeded', 'internal', 'rate_limited']);

function failureOf(step: Step, error: unknown): Outcome {
  if (isRefusal(error)) return step === 'authorise' ? 'declined' : 'refused';
  // Whether the provider was reached before the time was up nobody knows, so that it has to be asked.
  const timedOut = error instanceof CodedError && error.code === 'deadline_exceeded';
  return timedOut && step === 'authorise' ? 'unknown' : 'unavailable';
}

/** Gives up waiting; the step itself may still come to an end, which its key makes harmless. */
async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const giveUp = () => late.reject(new CodedError('deadline_exceeded', 'The service did not answer in time.'));
  const timer = setTimeout(giveUp, timeoutMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
