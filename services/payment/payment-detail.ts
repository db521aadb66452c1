// A payment in full: every word with the provider, every movement, and why, in sentences.

import type { z } from 'zod';
import { col, row } from '#kernel/sql/columns';
import type { PaymentDetail, PaymentSummary } from './contract/wire.ts';
import type { PaymentCtx } from './definition.ts';
import { decimalText, money } from './domain/amounts.ts';
import { invoiceNumber } from './domain/invoice-number.ts';
import { sourcesOf } from './flow/capture.ts';
import { invoiceRow } from './invoices.ts';
import { type Payment, stateOf } from './payments.ts';
import { refundRow } from './refunds.ts';

type Detail = z.input<typeof PaymentDetail>;

export const toSummary = (found: Payment): z.input<typeof PaymentSummary> => ({
  id: found.id,
  orderId: found.order_id,
  orderNumber: found.order_number,
  state: stateOf(found),
  amount: money(found.amount, found.currency),
  captured: money(found.captured, found.currency),
  refunded: money(found.refunded, found.currency),
  reason: found.reason,
  createdAt: found.created_at,
});

const stepRow = row({
  at: col.instant,
  kind: col.text,
  outcome: col.text,
  amount: col.bigint,
  reason: col.text.orNull,
});

/** Everything that is known of a payment. */
export async function detailOf(ctx: PaymentCtx, payment: Payment): Promise<Detail> {
  const { id, currency } = payment;
  const [steps, shares, sources, refunds, invoices] = await Promise.all([
    ctx.db.many(stepRow)`select ${stepRow} from payment_transactions where payment_id = ${id} order by at, id`,
    ctx.db.many({ vendor_id: col.uuid, gross: col.bigint, tax: col.bigint, refunded_gross: col.bigint })`
      select vendor_id, sum(gross)::int8 as gross, sum(tax)::int8 as tax, sum(refunded_gross)::int8 as refunded_gross
      from payment_shares where payment_id = ${id} group by vendor_id order by vendor_id`,
    sourcesOf(ctx, payment),
    ctx.db.many(refundRow)`select ${refundRow} from refunds where payment_id = ${id} order by created_at, id`,
    ctx.db.many(invoiceRow)`
      select ${invoiceRow} from invoices where payment_id = ${id} and number is not null order by issued_at, number`,
  ]);
  const taken = stateOf(payment) === 'captured';
  const card =
    payment.card_amount > 0n ? [{ kind: 'card' as const, amount: money(payment.card_amount, currency) }] : [];
  return {
    ...toSummary(payment),
    steps: steps.map(step => ({ ...step, amount: money(step.amount, currency) })),
    shares: (taken ? shares : []).map(share => ({
      vendorId: share.vendor_id,
      gross: money(share.gross, currency),
      tax: money(share.tax, currency),
      refunded: money(share.refunded_gross, currency),
    })),
    sources: [
      ...sources.map(({ kind, amount }) => ({
        kind: kind as 'gift_card' | 'store_credit',
        amount: money(amount, currency),
      })),
      ...card,
    ],
    refunds: refunds.map(refund => ({
      id: refund.id,
      amount: money(refund.amount, currency),
      state: refund.state as Detail['refunds'][number]['state'],
      reason: refund.reason,
      createdAt: refund.created_at,
    })),
    invoices: invoices.map(invoice => ({
      id: invoice.id,
      number: invoiceNumber(invoice.series!, invoice.year!, invoice.number!),
      kind: invoice.kind as Detail['invoices'][number]['kind'],
      total: money(invoice.total, currency),
    })),
    why: await whyOf(ctx, payment),
  };
}

const entryRow = row(
  { at: col.instant, kind: col.text, source: col.text, source_id: col.uuid, account: col.text, amount: col.bigint },
  'j',
);

const reasons: Record<string, string> = {
  capture: 'was charged for order',
  refund: 'was given back for order',
  late_capture: 'was taken by the provider too late for order',
  late_refund: 'was given back since it came too late for order',
};

/** One sentence for each movement of the payer's money: what, how much, when, and by which event. */
async function whyOf(ctx: PaymentCtx, { id, currency, order_number, state, reason }: Payment): Promise<string[]> {
  const movements = await ctx.db.many(entryRow)`
    select ${entryRow} from (
      select e.id, e.at, e.kind, e.source, e.source_id, p.line, p.account, p.amount
      from journal_entries e join postings p on p.entry_id = e.id
      where e.payment_id = ${id}
        and (p.account like 'provider:%' or p.account like 'gift\\_card:%' or p.account like 'store\\_credit:%')) j
    order by j.at, j.id, j.line`;
  const sentences = movements.map(({ at, kind, source, source_id, account, amount }) => {
    const from = account.startsWith('provider:') ? 'card' : account.startsWith('gift') ? 'gift card' : 'store credit';
    const much = decimalText(amount < 0n ? -amount : amount, currency);
    return `${much} (${from}) ${reasons[kind] ?? kind} ${order_number} on ${at.slice(0, 10)}, by ${source} ${source_id}.`;
  });
  if (sentences.length > 0) return sentences;
  return [`Nothing was charged: the payment is ${state}${reason ? ` (${reason})` : ''}.`];
}
