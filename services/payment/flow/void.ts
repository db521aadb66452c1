// Letting go of a payment, wherever it is: not begun, under way, held, being taken or taken.

import type { PaymentStatus } from '../contract.ts';
import type { PaymentCtx } from '../definition.ts';
import { isOver } from '../domain/states.ts';
import { findPayment, type Payment, rememberOrder, stateOf, toStatus } from '../payments.ts';
import { take } from './capture.ts';
import { refundAll } from './refund.ts';
import { lookUp } from './settle.ts';
import { giveUp } from './transitions.ts';

/** Lets go of a payment; null where it never began, which it then cannot any more. */
export async function letGo(ctx: PaymentCtx, paymentId: string, orderId: string): Promise<PaymentStatus | null> {
  for (let round = 0; round < 8; round++) {
    const payment = await findPayment(ctx, paymentId);
    if (!payment) {
      if (await leaveTombstone(ctx, paymentId, orderId)) return null;
      continue;
    }
    if (payment.method === 'none') return null;
    const gone = await letGoOf(ctx, payment);
    if (gone) return toStatus(gone);
  }
  throw new Error(`payment ${paymentId} changed eight times while it was let go of`);
}

/** In the place of a payment that has not begun, so that a late request for it finds that it must not. */
async function leaveTombstone(ctx: PaymentCtx, paymentId: string, orderId: string): Promise<boolean> {
  const now = ctx.now();
  const left = await ctx.db.run`
    with claimed as (
      insert into payment_keys (payment_id, order_id) values (${paymentId}, ${orderId})
      on conflict do nothing returning payment_id)
    insert into payments (id, order_id, order_number, amount, currency, card_amount, method, provider, state, reason,
                          expires_at, created_at, updated_at)
    select payment_id, ${orderId}, '', 0, repeat('X', 3), 0, 'none', 'none', 'voided', 'voided', ${now}, ${now}, ${now}
    from claimed`;
  if (left > 0) rememberOrder(paymentId, orderId);
  return left > 0;
}

/** One try by the state that was read; null where it was changed meanwhile. */
async function letGoOf(ctx: PaymentCtx, payment: Payment): Promise<Payment | null> {
  const state = stateOf(payment);
  if (isOver(state)) return payment;
  if (state === 'captured') return giveBackCaptured(ctx, payment);
  if (state === 'capturing') return letGoOfCapture(ctx, payment);
  const watch = payment.card_amount > 0n;
  const given = await giveUp(ctx, payment, 'voided', 'voided', { kind: 'void', outcome: 'asked', watch });
  if (!given || !watch) return given;
  // The decision stands; if the provider cannot be told now, the poller tells it.
  await lookUp(ctx, given);
  return given;
}

async function giveBackCaptured(ctx: PaymentCtx, payment: Payment): Promise<Payment | null> {
  await markLetGo(ctx, payment);
  await refundAll(ctx, payment);
  return findPayment(ctx, payment.id);
}

/** Nobody can say whether it is taken already: it is finished first, then given back. */
async function letGoOfCapture(ctx: PaymentCtx, payment: Payment): Promise<Payment | null> {
  await markLetGo(ctx, payment);
  await take(ctx, payment).catch(error => ctx.log.info({ err: error, paymentId: payment.id }, 'nothing was held'));
  const now = await findPayment(ctx, payment.id);
  return now?.state === 'captured' ? giveBackCaptured(ctx, now) : now;
}

const markLetGo = (ctx: PaymentCtx, { order_id, id }: Payment): Promise<number> =>
  ctx.db.run`
    update payments set let_go = true, next_check_at = coalesce(next_check_at, ${ctx.now()})
    where order_id = ${order_id} and id = ${id} and state in ('capturing', 'captured')`;
