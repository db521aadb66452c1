// The steps of a job: what is asked of payment, and what its answer is to the machine.

import { CodedError, fail, messageOf } from '#kernel/errors';
import { epochMs, instantAt } from '#kernel/time';
import type { PaymentMethod, PaymentStatus } from '#services/payment/contract';
import type { MarketplaceCtx } from '../definition.ts';
import { type Outcome, type Step, timers } from '../domain/job.ts';
import { grossOf, taxIn } from '../domain/money.ts';
import { categoryIdOf, derivedId, paymentIdOf } from '../ids.ts';
import { type Held, placeOf } from './load.ts';

export interface StepResult {
  outcome: Outcome;
  payment: PaymentStatus | null;
  /** What became of the money, of the step that settles. */
  settled: { commission: bigint; net: bigint } | null;
  /** A refund that was refused is asked for later: under another number where the provider has refused this one. */
  refundRefused: 'by_payment' | 'by_provider' | null;
  error: string | null;
}

const nothing = { payment: null, settled: null, refundRefused: null, error: null } as const;

export const plainOutcome = (outcome: Outcome): StepResult => ({ ...nothing, outcome });

const idOf = ({ id, payment_no }: Held): string => paymentIdOf(id, payment_no);
const moneyOf = ({ currency }: Held, amount: bigint) => ({ amount: String(amount), currency });

/** What stands on the invoice and is asked for in a dispute. */
const numberOf = ({ id }: Held): string => `J-${id.slice(-12).toUpperCase()}`;

function authorise({ clients, cipher }: MarketplaceCtx, job: Held): Promise<PaymentStatus> {
  return clients.payment.authorisePayment({
    paymentId: idOf(job),
    orderId: job.id,
    orderNumber: numberOf(job),
    payerId: job.user_id,
    amount: moneyOf(job, job.total),
    method: JSON.parse(cipher.open(job.payment_method!, placeOf.method(job.id))) as PaymentMethod,
    expiresAt: instantAt(epochMs(job.pay_by) + timers.paymentGraceMs),
  });
}

const ask = (ctx: MarketplaceCtx, job: Held): Promise<PaymentStatus> =>
  ctx.clients.payment.getPaymentStatus({ paymentId: idOf(job) }).catch(async error => {
    // It never got there, so it is brought there: the same id makes it the same payment.
    if (error instanceof CodedError && error.code === 'not_found') return authorise(ctx, job);
    throw error;
  });

/** A part of a job's money, as payment is told whose it is. */
const shareOf = (job: Held, gross: bigint, tax: bigint) => ({
  vendorId: job.provider_id,
  categoryIds: [categoryIdOf(job.category)],
  gross: moneyOf(job, gross),
  tax: moneyOf(job, tax),
  platformFunded: moneyOf(job, 0n),
});

function capture(ctx: MarketplaceCtx, job: Held): Promise<PaymentStatus> {
  const sealed = job.bill_to && ctx.cipher.open(job.bill_to, placeOf.billTo(job.id));
  const billTo = sealed ? (JSON.parse(sealed) as string[]) : ['Resident'];
  const lines = job.lines.map(line => {
    const gross = grossOf({ ...line, unitPrice: BigInt(line.unitPrice) });
    const { text, quantity, taxRatePpm } = line;
    return { text, quantity, gross: moneyOf(job, gross), tax: moneyOf(job, taxIn(gross, taxRatePpm)), taxRatePpm };
  });
  return ctx.clients.payment.capturePayment({
    paymentId: idOf(job),
    shares: [shareOf(job, job.total, job.tax)],
    escrow: true,
    invoice: { billTo, lines },
  });
}

/** What goes back goes back first; what is left then is the provider's, less the commission. */
async function settle({ clients }: MarketplaceCtx, job: Held): Promise<Partial<StepResult>> {
  const back = job.to_resident ?? fail('internal', 'nobody has decided on the money');
  if (back > 0n && !job.refunded_elsewhere) {
    const tax = (job.tax * back) / job.total;
    const asked = clients.payment.refundPayment({
      paymentId: idOf(job),
      refundId: derivedId(job.id, `refund:${job.refund_no}`),
      amount: moneyOf(job, back),
      shares: [shareOf(job, back, tax)],
      reason: 'A job was not done as agreed',
    });
    const { state, error } = await asked.then(
      answer => ({ state: answer.state, error: 'the payment provider refused it' }),
      refused => {
        if (isRefusal(refused)) return { state: 'refused' as const, error: messageOf(refused) };
        throw refused;
      },
    );
    if (state === 'refused') return { outcome: 'unavailable', refundRefused: 'by_payment', error };
    if (state === 'failed') return { outcome: 'unavailable', refundRefused: 'by_provider', error };
    if (state === 'pending') return { outcome: 'unavailable', error: 'the refund is under way' };
  }
  const { net, commission } = await clients.payment.releaseEscrow({ paymentId: idOf(job) });
  return { outcome: 'settled', settled: { net: BigInt(net.amount), commission: BigInt(commission.amount) } };
}

/** Earlier tries were declined for good; to let go of them too costs little and leaves no doubt. */
async function letGo({ clients }: MarketplaceCtx, job: Held): Promise<Partial<StepResult>> {
  for (let no = job.payment_no; no >= 1; no--)
    await clients.payment.voidPayment({ paymentId: paymentIdOf(job.id, no), orderId: job.id });
  return { outcome: 'voided' };
}

/** What a payment's state is to the machine, by the step that learnt it. */
function outcomeOf(step: Step, { state }: PaymentStatus): Outcome {
  if (state === 'captured') return 'captured';
  if (state === 'declined' || state === 'voided' || state === 'expired') return 'declined';
  // What is only held yet although it was to be taken is asked for once more.
  if (step === 'capture') return 'unknown';
  if (state === 'authorised' || state === 'capturing') return 'authorised';
  return state === 'action_required' ? state : 'unknown';
}

const payments = { authorise, ask, capture } as const;

/** Does one step. It never throws: what went wrong is an outcome. */
export async function perform(ctx: MarketplaceCtx, job: Held, step: Step): Promise<StepResult> {
  try {
    if (step === 'settle') return { ...plainOutcome('settled'), ...(await settle(ctx, job)) };
    if (step === 'void') return { ...plainOutcome('voided'), ...(await letGo(ctx, job)) };
    const payment = await payments[step](ctx, job);
    return { ...plainOutcome(outcomeOf(step, payment)), payment };
  } catch (error) {
    return { ...plainOutcome(failureOf(step, error)), error: messageOf(error) };
  }
}

/** A refusal is about the payment itself, and for good; whatever else went wrong may be well the next time. */
const refusals = new Set(['failed_precondition', 'invalid_argument', 'not_found']);

const isRefusal = (error: unknown): boolean => error instanceof CodedError && refusals.has(error.code);

const failureOf = (step: Step, error: unknown): Outcome =>
  step in payments && isRefusal(error) ? 'declined' : 'unavailable';
