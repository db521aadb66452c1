// What a payment becomes, each as one statement: compare the state that was read, set the next, keep the provider's words
// and what is to be told. A statement that finds another state changes nothing, and its caller reads again.
//
// No event is lost although none is published here: the row of `payment_news` is committed with the change, and the loop
// `tell` makes it into events in batches (see news.ts).

import type { PaymentCtx } from '../definition.ts';
import type { Report } from '../domain/states.ts';
import { type Payment, paymentRow, rememberHeld } from '../payments.ts';
import { wakeSoon } from '../wakes.ts';

type Kind = 'authorise' | 'capture' | 'void' | 'find';

const refOf = (report: Report): string | null => ('ref' in report ? report.ref : null);

const reasonOf = (report: Report): string | null => ('reason' in report ? report.reason : null);

/** Goes on to a state in which the payment is still alive; null where it is not in the state that was read any more. */
export async function advance(
  ctx: PaymentCtx,
  payment: Payment,
  to: 'authorised' | 'action_required' | 'unknown',
  kind: Kind,
  report: Report,
): Promise<Payment | null> {
  const told = [
    ...(payment.state === 'initiated' ? ['initiated'] : []),
    ...(to === 'authorised' ? ['authorised'] : []),
  ];
  const actionUrl = report.state === 'action_required' ? report.url : null;
  const now = ctx.now();
  const changed = await ctx.db.together(payment.id).maybe(paymentRow)`
    with changed as (
      update payments
      set state = ${to}, provider_ref = coalesce(${refOf(report)}, provider_ref), reason = ${reasonOf(report)},
          action_url = ${actionUrl}, checks = 0, updated_at = ${now},
          authorised_at = case when ${to} = 'authorised' then ${now}::timestamptz end
      where order_id = ${payment.order_id} and id = ${payment.id} and state = ${payment.state}
      returning ${paymentRow}),
    said as (
      insert into payment_transactions (id, payment_id, kind, outcome, provider_ref, amount, reason, at)
      select ${ctx.id()}::uuid, id, ${kind}, ${report.state}, provider_ref, card_amount, reason, ${now} from changed),
    told as (
      insert into payment_news (payment_id, order_id, payer_id, purpose, kinds, amount, currency)
      select id, order_id, payer_id, purpose, ${told}::text[], amount, currency from changed where ${told.length > 0})
    select ${paymentRow} from changed`;
  if (changed && told.length > 0) wakeSoon(ctx, 'tell');
  if (changed?.state === 'authorised') rememberHeld(changed);
  return changed;
}

/** Ends a payment without money; what gift cards and store credit gave goes back to them in the same statement. Null
 * where it is not in the state that was read any more. */
export async function giveUp(
  ctx: PaymentCtx,
  payment: Payment,
  to: 'declined' | 'voided' | 'expired',
  reason: string,
  { kind, outcome, watch }: { kind: Kind; outcome: string; watch: boolean },
): Promise<Payment | null> {
  const now = ctx.now();
  const told = [...(payment.state === 'initiated' ? ['initiated'] : []), 'failed'];
  const changed = await ctx.db.maybe(paymentRow)`
    with changed as (
      update payments
      set state = ${to}, reason = ${reason}, action_url = null, updated_at = ${now}, checks = 0,
          let_go = ${watch}, next_check_at = case when ${watch} then ${now}::timestamptz end
      where order_id = ${payment.order_id} and id = ${payment.id} and state = ${payment.state}
      returning ${paymentRow}),
    given as (select s.kind, s.source_id, s.amount from payment_sources s join changed c on s.payment_id = c.id),
    cards as (
      update gift_cards g set balance = balance + s.amount
      from given s where s.kind = 'gift_card' and g.id = s.source_id),
    credits as (
      update store_credits k set balance = balance + s.amount
      from given s, changed c where s.kind = 'store_credit' and k.user_id = s.source_id and k.currency = c.currency),
    said as (
      insert into payment_transactions (id, payment_id, kind, outcome, provider_ref, amount, reason, at)
      select ${ctx.id()}::uuid, id, ${kind}, ${outcome}, provider_ref, card_amount, reason, ${now} from changed),
    told as (
      insert into payment_news (payment_id, order_id, payer_id, purpose, kinds, amount, currency, reason)
      select id, order_id, payer_id, purpose, ${told}::text[], amount, currency, reason from changed)
    select ${paymentRow} from changed`;
  if (changed) wakeSoon(ctx, 'tell', 'check');
  return changed;
}
