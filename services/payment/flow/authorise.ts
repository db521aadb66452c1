// Holding the money: claim, ask, keep the answer. The claim is one statement and commits before anybody is asked, so that a
// process that dies at any point leaves a row from which the provider can be asked by the same key again.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { epochMs, instantAt } from '#kernel/time';
import type { payment as contract, PaymentStatus } from '../contract.ts';
import type { PaymentCtx } from '../definition.ts';
import { isOpen, isOver, type Report } from '../domain/states.ts';
import { tokenFor } from '../methods.ts';
import { findPayment, type Payment, paymentRow, refOf, rememberOrder, stateOf, toStatus } from '../payments.ts';
import { currentProvider, providerFor } from '../ports/providers.ts';
import { claimWithCredit } from './credit.ts';
import { settle } from './settle.ts';
import { giveUp } from './transitions.ts';

export type AuthoriseInput = z.output<typeof contract.endpoints.authorisePayment.input> & {
  /** Whose it is: the service that asks for it. */
  purpose: string | null;
};

export const isCredit = ({ giftCards, storeCredit }: AuthoriseInput['method']): boolean =>
  giftCards.length > 0 || storeCredit;

export const firstCheckAt = (ctx: PaymentCtx): string =>
  instantAt(epochMs(ctx.now()) + ctx.config.firstCheckSeconds * 1_000);

/** Enters a payment, once; null if there is one by this id. */
async function claim(ctx: PaymentCtx, input: AuthoriseInput): Promise<Payment | null> {
  const { paymentId, orderId, amount, method } = input;
  const now = ctx.now();
  const free = BigInt(amount.amount) === 0n;
  return ctx.db.together(paymentId).maybe(paymentRow)`
    with claimed as (
      insert into payment_keys (payment_id, order_id) values (${paymentId}, ${orderId})
      on conflict do nothing returning payment_id)
    insert into payments (id, order_id, order_number, purpose, payer_id, amount, currency, card_amount, method, provider,
                          state, expires_at, asked_at, next_check_at, created_at, updated_at)
    select payment_id, ${orderId}, ${input.orderNumber}, ${input.purpose}, ${input.payerId}, ${amount.amount}::int8, ${amount.currency},
           ${amount.amount}::int8, ${free ? 'credit' : method.kind}, ${free ? 'none' : currentProvider(ctx).name},
           'initiated', ${input.expiresAt}, ${now}, ${firstCheckAt(ctx)}, ${now}, ${now}
    from claimed returning ${paymentRow}`;
}

/** The payment that is there by this id; raises where it was let go of, or is not this one. */
async function claimed(ctx: PaymentCtx, input: AuthoriseInput): Promise<Payment> {
  const found =
    (await findPayment(ctx, input.paymentId)) ?? fail('conflict', 'This payment is being made elsewhere; ask again.');
  if (found.method === 'none' || found.state === 'voided' || found.let_go)
    fail('failed_precondition', 'This payment was let go of; begin another.', { reason: 'payment_void' });
  const { amount, currency } = input.amount;
  if (found.order_id !== input.orderId || found.amount !== BigInt(amount) || found.currency !== currency)
    fail('failed_precondition', 'This payment id stands for another payment.', { reason: 'payment_differs' });
  return found;
}

/** Holds the money of an order; a decline and an open outcome are states, see the contract. */
export async function authorise(ctx: PaymentCtx, input: AuthoriseInput): Promise<PaymentStatus> {
  if (BigInt(input.amount.amount) < 0n) fail('invalid_argument', 'Give an amount of zero or more.');
  const begun = isCredit(input.method) ? await claimWithCredit(ctx, input) : await claim(ctx, input);
  if (begun) rememberOrder(begun.id, begun.order_id);
  const payment = begun ?? (await claimed(ctx, input));
  const state = stateOf(payment);
  if (!isOpen(state)) return toStatus(payment);
  const report = await ask(ctx, payment, input, begun !== null);
  const settled = await settle(ctx, payment, 'authorise', report);
  if (settled.state === 'voided')
    fail('failed_precondition', 'This payment was let go of.', { reason: 'payment_void' });
  return toStatus(settled);
}

async function ask(ctx: PaymentCtx, payment: Payment, input: AuthoriseInput, first: boolean): Promise<Report> {
  if (payment.card_amount === 0n) return { state: 'authorised', ref: 'none' };
  if (input.expiresAt <= ctx.now()) return { state: 'unknown', reason: 'expired' };
  const provider = providerFor(ctx, payment.provider);
  if (!first) {
    const known = await provider.find(refOf(payment));
    if (known.state !== 'absent') return known;
  }
  const token = await tokenFor(ctx, input.method.token, input.payerId);
  if (token === 'unknown') return { state: 'declined', ref: null, reason: 'payment_method_unknown' };
  return provider.authorise({
    key: payment.id,
    amount: payment.card_amount,
    currency: payment.currency,
    token,
    redirect: input.method.kind === 'redirect',
    orderNumber: payment.order_number,
  });
}

/** Ends what can be paid no more because its time is over; what the provider holds is then given back. */
export async function expire(ctx: PaymentCtx, payment: Payment): Promise<Payment | null> {
  if (isOver(stateOf(payment))) return payment;
  return giveUp(ctx, payment, 'expired', 'expired', {
    kind: 'void',
    outcome: 'expired',
    watch: payment.card_amount > 0n,
  });
}
