// The poller: payments and refunds that wait for something are looked at, ever less often, until it is there. It is what
// makes lost replies, lost webhooks and killed processes cost time and nothing else.

import { col } from '#kernel/sql/columns';
import { epochMs, instantAt, msBetween } from '#kernel/time';
import type { PaymentCtx } from '../definition.ts';
import { checkDelaySeconds, isOpen, isOver, notReceivedSeconds } from '../domain/states.ts';
import { findPayment, type Payment, paymentRow, refOf, stateOf } from '../payments.ts';
import { providerFor } from '../ports/providers.ts';
import { type Refund, refundRow } from '../refunds.ts';
import { expire } from './authorise.ts';
import { take } from './capture.ts';
import { carryOut, refundAll } from './refund.ts';
import { lookUp, settle } from './settle.ts';
import { spentOn } from './sold-cards.ts';
import { giveUp } from './transitions.ts';

const batch = 50;

/** One turn of the loop `check`; true if there may be more. */
export async function checkDue(ctx: PaymentCtx): Promise<boolean> {
  const payments = await ctx.db.many(paymentRow)`
    select ${paymentRow} from payments where next_check_at <= ${ctx.now()} order by next_check_at, id limit ${batch}`;
  for (const payment of payments) await guarded(ctx, payment.id, () => checkPayment(ctx, payment));
  const refunds = await ctx.db.many(refundRow)`
    select ${refundRow} from refunds where next_check_at <= ${ctx.now()} order by next_check_at, id limit ${batch}`;
  for (const refund of refunds) await guarded(ctx, refund.payment_id, () => checkRefund(ctx, refund));
  return payments.length === batch || refunds.length === batch;
}

/** One payment that cannot be settled keeps none of the others waiting. */
const guarded = (ctx: PaymentCtx, paymentId: string, check: () => Promise<void>): Promise<void> =>
  check().catch(error => ctx.log.warn({ err: error, paymentId }, 'a payment could not be looked at'));

const later = (ctx: PaymentCtx, checks: number): string =>
  instantAt(epochMs(ctx.now()) + checkDelaySeconds(checks) * 1_000);

/** The next look is entered before this one, so that a look that fails is not repeated at once. */
async function checkPayment(ctx: PaymentCtx, payment: Payment): Promise<void> {
  const { next } = (await ctx.db.maybe({ next: col.instant })`
    update payments set checks = checks + 1, next_check_at = ${later(ctx, payment.checks)}
    where order_id = ${payment.order_id} and id = ${payment.id} and checks = ${payment.checks}
      and state = ${payment.state}
    returning next_check_at as next`) ?? { next: null };
  if (next === null) return;
  const state = stateOf(payment);
  if (state === 'captured') await refundAll(ctx, payment);
  else if (state === 'capturing') await take(ctx, payment);
  else if (isOver(state)) await lookUp(ctx, payment);
  else if (payment.expires_at <= ctx.now()) await giveUpLate(ctx, payment);
  else if (isOpen(state)) await askAgain(ctx, payment);
  else await sleepUntil(ctx, payment, payment.expires_at);
  if (state === 'captured') await endWhenGivenBack(ctx, payment);
}

async function giveUpLate(ctx: PaymentCtx, payment: Payment): Promise<void> {
  const expired = await expire(ctx, payment);
  if (expired?.let_go) await lookUp(ctx, expired);
}

/** Something that the provider says it never got cannot become a payment by itself. */
async function askAgain(ctx: PaymentCtx, payment: Payment): Promise<void> {
  if (payment.card_amount === 0n)
    return void (await settle(ctx, payment, 'find', { state: 'authorised', ref: 'none' }));
  const report = await providerFor(ctx, payment.provider).find(refOf(payment));
  const old = msBetween(payment.asked_at ?? payment.created_at, ctx.now()) >= notReceivedSeconds * 1_000;
  if (report.state === 'absent' && old)
    await giveUp(ctx, payment, 'declined', 'not_received', { kind: 'find', outcome: 'absent', watch: true });
  else await settle(ctx, payment, 'find', report);
}

const sleepUntil = (ctx: PaymentCtx, { order_id, id, state }: Payment, at: string): Promise<number> =>
  ctx.db.run`
    update payments set next_check_at = ${at}, checks = 0
    where order_id = ${order_id} and id = ${id} and state = ${state}`;

async function endWhenGivenBack(ctx: PaymentCtx, { id }: Payment): Promise<void> {
  const now = await findPayment(ctx, id);
  if (!now) return;
  // What bought gift cards and was spent stays paid.
  const back = now.captured - (await spentOn(ctx.db, now));
  if (now.refunding === back)
    await ctx.db.run`
      update payments set next_check_at = null
      where order_id = ${now.order_id} and id = ${id} and refunding = ${back} and state = 'captured'`;
}

async function checkRefund(ctx: PaymentCtx, refund: Refund): Promise<void> {
  const entered = await ctx.db.run`
    update refunds set checks = checks + 1, next_check_at = ${later(ctx, refund.checks)}
    where id = ${refund.id} and state = 'pending' and checks = ${refund.checks}`;
  if (entered === 1) await carryOut(ctx, refund);
}
