// What a refund came to, each in one transaction that only the first of its tellers makes.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json, nothing, sql } from '#kernel/sql/tag';
import type { PaymentCtx } from '../definition.ts';
import { money, sum } from '../domain/amounts.ts';
import { refundPostings } from '../domain/entries.ts';
import { accountsOf, ensureAccounts, entryOf, entryParts } from '../ledger/journal.ts';
import type { Payment } from '../payments.ts';
import { cardsIn, type Refund, refundRow, sharesIn, sourcesIn } from '../refunds.ts';
import { wakeSoon } from '../wakes.ts';
import { billToPlace, sourcesOf } from './capture.ts';
import { addToShares, addToSources } from './refund.ts';
import { withdrawCards } from './sold-cards.ts';

/** Writes down that money was given back, with its entry in the ledger and a credit note to be numbered. */
export async function finishRefund(ctx: PaymentCtx, payment: Payment, refund: Refund, ref: string): Promise<Refund> {
  const sources = await backTo(ctx, payment, refund);
  const funds = { provider: payment.provider, card: refund.card_amount, sources };
  const postings = refundPostings(funds, sharesIn(refund), cardsIn(refund));
  await ensureAccounts(ctx, accountsOf(postings));
  const entry = entryOf(ctx, {
    kind: 'refund',
    source: 'refund.issued',
    sourceId: refund.id,
    paymentId: payment.id,
    orderId: payment.order_id,
    currency: refund.currency,
    postings,
  });
  const now = ctx.now();
  return ctx.db.transaction(async tx => {
    const finished = await tx.maybe(refundRow)`
      with changed as (
        update refunds set state = 'succeeded', provider_ref = ${ref}, finished_at = ${now}, next_check_at = null
        where id = ${refund.id} and state = 'pending' returning ${refundRow}),
      paid as (
        update payments p set refunded = p.refunded + c.amount, updated_at = ${now}
        from changed c where p.order_id = ${payment.order_id} and p.id = c.payment_id),
      said as (
        insert into payment_transactions (id, payment_id, kind, outcome, provider_ref, amount, at)
        select ${ctx.id()}::uuid, payment_id, 'refund', 'succeeded', provider_ref, card_amount, ${now} from changed),
      told as (
        insert into payment_news (payment_id, order_id, payer_id, purpose, kinds, amount, currency, refund_id)
        select payment_id, order_id, ${payment.payer_id}::uuid, ${payment.purpose}::text, array['refunded'], amount,
               currency, id
        from changed)
      ${postings.length > 0 ? sql`, ${entryParts(entry)}` : nothing}
      select ${refundRow} from changed`;
    if (!finished) return tx.one(refundRow)`select ${refundRow} from refunds where id = ${refund.id}`;
    for (const source of sources) await giveToSource(tx, source, refund.currency);
    await draftCreditNote(ctx, tx, payment, refund);
    tx.afterCommit(() => wakeSoon(ctx, 'tell', 'seal'));
    return finished;
  });
}

async function backTo(ctx: PaymentCtx, payment: Payment, refund: Refund) {
  const back = sourcesIn(refund);
  if (back.length === 0) return [];
  const sources = await sourcesOf(ctx, payment);
  return back.map(({ position, amount }) => {
    const { kind, source_id } = sources.find(each => each.position === position)!;
    return { kind: kind as 'gift_card' | 'store_credit', id: source_id, amount };
  });
}

async function giveToSource(
  tx: Tx,
  { kind, id, amount }: { kind: string; id: string; amount: bigint },
  currency: string,
): Promise<void> {
  if (kind === 'gift_card') await tx.run`update gift_cards set balance = balance + ${amount} where id = ${id}`;
  else
    await tx.run`
      update store_credits set balance = balance + ${amount} where user_id = ${id} and currency = ${currency}`;
}

/** The invoice's counterpart, to the same people; the text is sealed again since it now stands in another row. */
async function draftCreditNote(ctx: PaymentCtx, tx: Tx, payment: Payment, refund: Refund): Promise<void> {
  const invoice = await tx.one({ id: col.uuid, bill_to: col.bytes })`
    select id, bill_to from invoices where payment_id = ${payment.id} and kind = 'invoice'`;
  const id = ctx.id();
  const billTo = ctx.cipher.open(invoice.bill_to, billToPlace(invoice.id));
  const tax = sum(sharesIn(refund).map(share => share.tax));
  const gross = money(refund.amount, refund.currency);
  const line = { text: refund.reason, quantity: 1, gross, tax: money(tax, refund.currency), taxRatePpm: null };
  await tx.run`
    insert into invoices (id, kind, payment_id, order_id, refund_id, payer_id, order_number, currency, total, bill_to,
                          lines, created_at)
    values (${id}, 'credit_note', ${payment.id}, ${payment.order_id}, ${refund.id}, ${payment.payer_id},
            ${payment.order_number}, ${refund.currency}, ${refund.amount},
            ${ctx.cipher.seal(billTo, billToPlace(id))}, ${json([line])}, ${ctx.now()})`;
}

/** Writes down that the provider refused, and what was promised may be promised again. */
export const failRefund = (ctx: PaymentCtx, payment: Payment, refund: Refund, failure: string): Promise<Refund> =>
  ctx.db.transaction(async tx => {
    const now = ctx.now();
    const failed = await tx.maybe(refundRow)`
      with changed as (
        update refunds set state = 'failed', failure = ${failure}, finished_at = ${now}, next_check_at = null
        where id = ${refund.id} and state = 'pending' returning ${refundRow}),
      paid as (
        update payments p set refunding = p.refunding - c.amount, updated_at = ${now}
        from changed c where p.order_id = ${payment.order_id} and p.id = c.payment_id),
      said as (
        insert into payment_transactions (id, payment_id, kind, outcome, amount, reason, at)
        select ${ctx.id()}::uuid, payment_id, 'refund', 'failed', card_amount, failure, ${now} from changed)
      select ${refundRow} from changed`;
    if (!failed) return tx.one(refundRow)`select ${refundRow} from refunds where id = ${refund.id}`;
    await addToShares(tx, payment.id, sharesIn(refund), -1n);
    await addToSources(tx, payment.id, sourcesIn(refund), -1n);
    await withdrawCards(tx, refund.id, cardsIn(refund), -1n);
    return failed;
  });

/** The provider has it under way: its name for it is kept, by which it is asked for. */
export async function keepRefundRef(ctx: PaymentCtx, refund: Refund, ref: string): Promise<Refund> {
  await ctx.db.run`update refunds set provider_ref = ${ref} where id = ${refund.id} and state = 'pending'`;
  return { ...refund, provider_ref: ref };
}
