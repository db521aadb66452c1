// Payments as rows, and as others see them.

import { LRUCache } from 'lru-cache';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { PaymentState, PaymentStatus } from './contract.ts';
import type { PaymentCtx } from './definition.ts';
import { money } from './domain/amounts.ts';

export const paymentRow = row({
  id: col.uuid,
  order_id: col.uuid,
  order_number: col.text,
  purpose: col.text.orNull,
  payer_id: col.uuid.orNull,
  amount: col.bigint,
  currency: col.text,
  card_amount: col.bigint,
  gift_value: col.bigint,
  method: col.text,
  provider: col.text,
  provider_ref: col.text.orNull,
  state: col.text,
  reason: col.text.orNull,
  action_url: col.text.orNull,
  captured: col.bigint,
  refunding: col.bigint,
  refunded: col.bigint,
  let_go: col.bool,
  expires_at: col.instant,
  asked_at: col.instant.orNull,
  checks: col.int,
  created_at: col.instant,
});
export type Payment = RowOf<typeof paymentRow>;

export const stateOf = (payment: Payment): PaymentState => payment.state as PaymentState;

/** What others are told; `state` where it is not the row's own word. */
export const toStatus = (found: Payment, state: PaymentState = stateOf(found)): PaymentStatus => ({
  paymentId: found.id,
  orderId: found.order_id,
  state,
  amount: money(found.amount, found.currency),
  captured: money(found.captured, found.currency),
  refunded: money(found.refunded, found.currency),
  reason: found.reason,
  action: found.action_url === null ? null : { url: found.action_url },
});

/** By which a provider knows a payment. */
export const refOf = ({ id, provider_ref, card_amount, currency }: Payment) => ({
  key: id,
  ref: provider_ref,
  amount: card_amount,
  currency,
});

// A payment never changes its order, so what was read once stays true; most are captured by the process that began them.
const orders = new LRUCache<string, string>({ max: 20_000 });

export const rememberOrder = (paymentId: string, orderId: string): void => void orders.set(paymentId, orderId);

/** The order of a payment, by which its partition is found; null for an unknown one. */
async function orderOf(ctx: PaymentCtx, paymentId: string): Promise<string | null> {
  const known = orders.get(paymentId);
  if (known !== undefined) return known;
  const found = await ctx.db.maybe({ order_id: col.uuid })`
    select order_id from payment_keys where payment_id = ${paymentId}`;
  if (!found) return null;
  rememberOrder(paymentId, found.order_id);
  return found.order_id;
}

// A capture mostly follows within a second, in the same process: what was held here need not be read again, since the
// statement that marks it compares the state all the same.
const held = new LRUCache<string, Payment>({ max: 5_000 });

export const rememberHeld = (payment: Payment): void => void held.set(payment.id, payment);

/** A payment that was held by this process, as it was then; once. */
export function heldHere(paymentId: string): Payment | undefined {
  const payment = held.get(paymentId);
  held.delete(paymentId);
  return payment;
}

/** A payment by its id, or null. */
export async function findPayment(ctx: PaymentCtx, paymentId: string): Promise<Payment | null> {
  const orderId = await orderOf(ctx, paymentId);
  if (orderId === null) return null;
  return ctx.db.maybe(paymentRow)`
    select ${paymentRow} from payments where order_id = ${orderId} and id = ${paymentId}`;
}

/** A payment by its id; raises `not_found`. */
export const requirePayment = async (ctx: PaymentCtx, paymentId: string): Promise<Payment> =>
  (await findPayment(ctx, paymentId)) ?? fail('not_found', 'no such payment');
