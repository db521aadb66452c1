// Razorpay (https://razorpay.com/docs/api): an order is made first, the payer pays it on a page with their checkout, and the
// payment of the order is then captured by us. Amounts are in the smallest unit. Requests are repeatable: an order is
// looked for by its receipt (our key) before it is made, a capture of what is captured says so, a refund carries
// X-Refund-Idempotency.

import { CodedError, messageOf } from '#kernel/errors';
import type { Outgoing, OutgoingReply } from '#kernel/http/outgoing';
import type { PaymentProvider, PaymentRef, RefundReport, Report } from './provider.ts';
import { readRazorpaySettlements } from './razorpay-settlements.ts';

interface Options {
  baseUrl: string;
  keyId: string;
  keySecret: string;
  /** Our page on which a payment by this key is made. */
  payUrl: (key: string) => string;
}

interface Order {
  id: string;
  status: 'created' | 'attempted' | 'paid';
}

interface Paid {
  id: string;
  status: 'created' | 'authorized' | 'captured' | 'refunded' | 'failed';
  error_reason?: string | null;
}

interface RazorpayRefund {
  id: string;
  status: 'pending' | 'processed' | 'failed';
  receipt?: string | null;
}

class Unanswered extends Error {}

type Ask = <T>(method: 'GET' | 'POST', path: string, body?: object, headers?: Record<string, string>) => Promise<T>;

/** Builds the adapter. */
export function razorpay(options: Options, out: Outgoing): PaymentProvider {
  const ask = asker(options, out);
  return {
    name: 'razorpay',
    authorise: request =>
      reported(async () => {
        const order =
          (await orderBy(ask, request.key)) ??
          (await ask<Order>('POST', 'orders', {
            amount: wholeNumber(request.amount),
            currency: request.currency,
            receipt: request.key,
            notes: { order: request.orderNumber },
          }));
        return reportOf(order, await paymentsOf(ask, order), options.payUrl(request.key));
      }),
    find: ({ key }) =>
      reported(async () => {
        const order = await orderBy(ask, key);
        return order ? reportOf(order, await paymentsOf(ask, order), options.payUrl(key)) : { state: 'absent' };
      }),
    capture: payment => reported(() => capture(ask, payment)),
    void: payment => reported(() => letGo(ask, payment)),
    refund: request =>
      reportedRefund(async () => {
        const paid = await takenOf(ask, request.payment);
        if (!paid) return { state: 'failed', ref: null, reason: 'not_captured' };
        const body = { amount: wholeNumber(request.amount), speed: 'normal', receipt: request.key };
        const headers = { 'x-refund-idempotency': request.key };
        return toRefundReport(await ask<RazorpayRefund>('POST', `payments/${paid.id}/refund`, body, headers));
      }),
    findRefund: request =>
      reportedRefund(async () => {
        const paid = await takenOf(ask, request.payment);
        if (!paid) return { state: 'absent' };
        const { items } = await ask<{ items: RazorpayRefund[] }>('GET', `payments/${paid.id}/refunds?count=100`);
        const found = items.find(({ receipt, id }) => receipt === request.key || id === request.ref);
        return found ? toRefundReport(found) : { state: 'absent' };
      }),
    readSettlements: readRazorpaySettlements,
  };
}

/** JSON numbers are exact up to 2^53, which is more than any order; beyond it nothing is asked for. */
function wholeNumber(amount: bigint): number {
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw new CodedError('failed_precondition', 'The amount is too large.');
  return Number(amount);
}

function asker({ baseUrl, keyId, keySecret }: Options, out: Outgoing): Ask {
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString('base64')}`;
  return async <T>(method: 'GET' | 'POST', path: string, body?: object, headers?: Record<string, string>) => {
    const reply = await out.request(`${baseUrl}/v1/${path}`, {
      method,
      headers: { authorization, ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      timeoutMs: 8_000,
    });
    if (reply.status >= 200 && reply.status < 300) return reply.json() as T;
    throw failure(reply);
  };
}

/** Their word for what is wrong; a 5xx, a 409 and a 429 say nothing for certain. */
function failure(reply: OutgoingReply): Error {
  const { error } = (reply.json() ?? {}) as { error?: { code?: string; description?: string } };
  const said = `${reply.status} ${error?.code ?? ''} ${error?.description ?? ''}`.trim();
  if (reply.status >= 500 || reply.status === 409 || reply.status === 429) return new Unanswered(said);
  return new CodedError('failed_precondition', said);
}

const unknown = (error: unknown): { state: 'unknown'; reason: string } => ({
  state: 'unknown',
  reason: messageOf(error).slice(0, 200),
});

const reported = (work: () => Promise<Report>): Promise<Report> => work().catch(unknown);

const reportedRefund = (work: () => Promise<RefundReport>): Promise<RefundReport> =>
  work().catch(error =>
    error instanceof CodedError && error.code === 'failed_precondition'
      ? { state: 'failed' as const, ref: null, reason: messageOf(error).slice(0, 200) }
      : unknown(error),
  );

const orderBy = async (ask: Ask, key: string): Promise<Order | null> => {
  const { items } = await ask<{ items: Order[] }>('GET', `orders?receipt=${encodeURIComponent(key)}&count=1`);
  return items[0] ?? null;
};

const paymentsOf = async (ask: Ask, { id }: Order): Promise<Paid[]> =>
  (await ask<{ items: Paid[] }>('GET', `orders/${id}/payments`)).items;

/** The one payment of an order that counts: what was taken before what is held. Failed tries may be followed by others. */
const best = (payments: readonly Paid[]): Paid | undefined =>
  payments.find(({ status }) => status === 'captured' || status === 'refunded') ??
  payments.find(({ status }) => status === 'authorized');

function reportOf(order: Order, payments: readonly Paid[], payUrl: string): Report {
  const paid = best(payments);
  if (!paid) return { state: 'action_required', ref: order.id, url: payUrl };
  return { state: paid.status === 'authorized' ? 'authorised' : 'captured', ref: order.id };
}

const takenOf = async (ask: Ask, { key }: PaymentRef): Promise<Paid | undefined> => {
  const order = await orderBy(ask, key);
  return order ? best(await paymentsOf(ask, order)) : undefined;
};

async function capture(ask: Ask, payment: PaymentRef): Promise<Report> {
  const order = await orderBy(ask, payment.key);
  if (!order) return { state: 'absent' };
  const paid = best(await paymentsOf(ask, order));
  if (!paid) return { state: 'declined', ref: order.id, reason: 'not_paid' };
  if (paid.status !== 'authorized') return { state: 'captured', ref: order.id };
  await ask<Paid>('POST', `payments/${paid.id}/capture`, {
    amount: wholeNumber(payment.amount),
    currency: payment.currency,
  });
  return { state: 'captured', ref: order.id };
}

/** Nothing to ask: what is not captured goes back to the payer by itself after the time set in their dashboard. */
async function letGo(ask: Ask, payment: PaymentRef): Promise<Report> {
  const order = await orderBy(ask, payment.key);
  if (!order) return { state: 'absent' };
  const paid = best(await paymentsOf(ask, order));
  return paid && paid.status !== 'authorized'
    ? { state: 'captured', ref: order.id }
    : { state: 'voided', ref: order.id };
}

function toRefundReport({ id, status }: RazorpayRefund): RefundReport {
  if (status === 'failed') return { state: 'failed', ref: id, reason: 'refused' };
  return { state: status === 'processed' ? 'succeeded' : 'pending', ref: id };
}
