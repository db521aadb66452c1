// The steps of a hold: what is asked of payment, and what its answer is to the machine.

import { CodedError, messageOf } from '#kernel/errors';
import { epochMs, instantAt } from '#kernel/time';
import type { PaymentMethod, PaymentStatus } from '#services/payment/contract';
import type { BookingCtx } from '../definition.ts';
import { type Outcome, type Step, timers } from '../domain/hold.ts';
import { paymentIdOf } from '../ids.ts';
import { type Hold, placeOf } from './load.ts';

export interface StepResult {
  outcome: Outcome;
  payment: PaymentStatus | null;
  error: string | null;
}

const runs: Record<Step, (ctx: BookingCtx, hold: Hold) => Promise<PaymentStatus | null>> = {
  authorise,
  ask: (ctx, hold) =>
    ctx.clients.payment.getPaymentStatus({ paymentId: idOf(hold) }).catch(async error => {
      // It never got there, so it is brought there: the same id makes it the same payment.
      if (error instanceof CodedError && error.code === 'not_found') return authorise(ctx, hold);
      throw error;
    }),
  capture,
  async void({ clients }, { reservation_id: orderId, payment_no }) {
    // Earlier tries were declined for good; to let go of them too costs little and leaves no doubt.
    for (let no = payment_no; no >= 1; no--)
      await clients.payment.voidPayment({ paymentId: paymentIdOf(orderId, no), orderId });
    return null;
  },
};

const idOf = ({ reservation_id, payment_no }: Hold): string => paymentIdOf(reservation_id, payment_no);
const moneyOf = ({ currency }: Hold, amount: bigint) => ({ amount: String(amount), currency });

/** What stands on the invoice and is asked for in a dispute. */
const numberOf = ({ reservation_id }: Hold): string => `B-${reservation_id.slice(-12).toUpperCase()}`;

function authorise({ clients, config, cipher }: BookingCtx, hold: Hold): Promise<PaymentStatus> {
  const waitMs = hold.approval ? config.approvalHours * 3_600_000 : 0;
  return clients.payment.authorisePayment({
    paymentId: idOf(hold),
    orderId: hold.reservation_id,
    orderNumber: numberOf(hold),
    payerId: hold.user_id,
    amount: moneyOf(hold, hold.fee + hold.deposit),
    method: JSON.parse(cipher.open(hold.payment_method!, placeOf.method(hold.reservation_id))) as PaymentMethod,
    expiresAt: instantAt(epochMs(hold.created_at) + timers.holdMs + waitMs + timers.paymentGraceMs),
  });
}

/** What the payment is for: the fee is owed to the building, the deposit is held until it goes back or is kept. */
function capture(ctx: BookingCtx, hold: Hold): Promise<PaymentStatus> {
  const { fee, deposit, resource_name, parts } = hold;
  const none = moneyOf(hold, 0n);
  const share = { vendorId: hold.building_id, tax: none, platformFunded: none };
  const line = (text: string, gross: bigint, quantity = 1) => ({
    text,
    quantity,
    gross: moneyOf(hold, gross),
    tax: none,
    taxRatePpm: 0,
  });
  const billTo = hold.bill_to
    ? (JSON.parse(ctx.cipher.open(hold.bill_to, placeOf.billTo(hold.reservation_id))) as string[])
    : [];
  return ctx.clients.payment.capturePayment({
    paymentId: idOf(hold),
    shares: [
      { ...share, deposit: false, gross: moneyOf(hold, fee) },
      { ...share, deposit: true, gross: moneyOf(hold, deposit) },
    ].filter(({ gross }) => gross.amount !== '0'),
    invoice: {
      billTo: billTo.length > 0 ? billTo : ['Resident'],
      lines: [
        ...parts
          .filter(part => part.fee !== '0')
          .map(part => line(`${resource_name}, ${part.start.replace('T', ' ')}`, BigInt(part.fee))),
        ...(deposit > 0n ? [line(`Deposit: ${resource_name}`, deposit, parts.length)] : []),
      ],
    },
  });
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

/** Does one step. It never throws: what went wrong is an outcome. */
export async function perform(ctx: BookingCtx, hold: Hold, step: Step): Promise<StepResult> {
  try {
    const payment = await runs[step](ctx, hold);
    return { outcome: payment ? outcomeOf(step, payment) : 'done', payment, error: null };
  } catch (error) {
    return { outcome: failureOf(step, error), payment: null, error: messageOf(error) };
  }
}

/** A refusal is about the payment itself, and for good; whatever else went wrong may be well the next time. */
const refusals = new Set(['failed_precondition', 'invalid_argument', 'not_found']);

const failureOf = (step: Step, error: unknown): Outcome =>
  step !== 'void' && error instanceof CodedError && refusals.has(error.code) ? 'declined' : 'unavailable';
