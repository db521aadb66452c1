// Taking the money: mark, ask, write down. The mark keeps who is owed what and the invoice's text, so that whoever finds
// the payment half-way (a repetition, a webhook, the poller) can finish it.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import { json, nothing, sql } from '#kernel/sql/tag';
import type { payment as contract, PaymentStatus } from '../contract.ts';
import type { PaymentCtx } from '../definition.ts';
import { capturePostings } from '../domain/entries.ts';
import { type Share, type SoldShare, sharesOf } from '../domain/shares.ts';
import { isOver, type Report } from '../domain/states.ts';
import { accountsOf, ensureAccounts, entryOf, entryParts } from '../ledger/journal.ts';
import { currentRules } from '../ledger/rules.ts';
import { heldHere, type Payment, paymentRow, refOf, requirePayment, stateOf, toStatus } from '../payments.ts';
import { providerFor } from '../ports/providers.ts';
import { wakeSoon } from '../wakes.ts';
import { firstCheckAt } from './authorise.ts';
import { settle } from './settle.ts';
import { cardsOf, issuedPart, plannedCards, plannedPart, requireOtherMoney, worthOf } from './sold-cards.ts';
import { giveUp } from './transitions.ts';

type CaptureInput = z.output<typeof contract.endpoints.capturePayment.input>;

export const billToPlace = (invoiceId: string): string => `invoices|bill_to|${invoiceId}`;

const notAuthorised = (reason: string | null): never =>
  fail('failed_precondition', `Nothing is held for this payment${reason ? `: ${reason}` : ''}.`, {
    reason: 'not_authorised',
  });

/** Takes what is held; repeatable. */
export async function capture(ctx: PaymentCtx, input: CaptureInput): Promise<PaymentStatus> {
  for (let round = 0; round < 8; round++) {
    const payment = heldHere(input.paymentId) ?? (await requirePayment(ctx, input.paymentId));
    if (payment.state === 'captured') return toStatus(payment);
    if (payment.state === 'capturing') return take(ctx, payment);
    if (payment.state !== 'authorised' || payment.let_go) notAuthorised(payment.reason);
    const heldFor = input.escrow ? payment.order_id : null;
    const cards = plannedCards(ctx, payment, input.giftCards);
    if (cards.length > 0) await requireOtherMoney(ctx, payment);
    const shares = sharesOf(
      input.shares,
      payment.amount - worthOf(cards),
      payment.currency,
      await currentRules(ctx),
      ctx.now(),
      heldFor,
    );
    const marked = await mark(ctx, payment, shares, cards, input.invoice);
    if (marked) return take(ctx, marked, shares);
  }
  return fail('conflict', 'This payment is being changed elsewhere; ask again.');
}

function mark(
  ctx: PaymentCtx,
  payment: Payment,
  shares: readonly SoldShare[],
  cards: ReturnType<typeof plannedCards>,
  { billTo, lines }: CaptureInput['invoice'],
): Promise<Payment | null> {
  const now = ctx.now();
  const invoiceId = ctx.id();
  const each = <T>(pick: (share: SoldShare) => T): T[] => shares.map(pick);
  return ctx.db.together(payment.id).maybe(paymentRow)`
    with changed as (
      -- Left alone while it is to come: PostgreSQL then need touch no index.
      update payments
      set state = 'capturing', updated_at = ${now}, checks = 0, gift_value = ${worthOf(cards)},
          next_check_at = case when next_check_at > ${now} then next_check_at else ${firstCheckAt(ctx)}::timestamptz end
      where order_id = ${payment.order_id} and id = ${payment.id} and state = 'authorised' and not let_go
      returning ${paymentRow}),
    shared as (
      insert into payment_shares (payment_id, vendor_id, deposit, gross, tax, platform_funded, commission, rule_id,
                                  rule_version, categories, escrow)
      select c.id, s.vendor_id, s.deposit, s.gross, s.tax, s.funded, s.commission, s.rule_id, s.rule_version,
             s.categories::jsonb, ${shares.some(s => s.heldFor !== null)}::boolean
      from changed c cross join unnest(
        ${each(s => s.vendorId)}::uuid[], ${each(s => s.deposit)}::boolean[], ${each(s => s.gross)}::bigint[], ${each(s => s.tax)}::bigint[],
        ${each(s => s.funded)}::bigint[], ${each(s => s.commission)}::bigint[], ${each(s => s.ruleId)}::uuid[],
        ${each(s => s.ruleVersion)}::int[], ${each(s => json(s.categories))}::text[])
        as s (vendor_id, deposit, gross, tax, funded, commission, rule_id, rule_version, categories)),
    drafted as (
      insert into invoices (id, kind, payment_id, order_id, payer_id, order_number, currency, total, bill_to, lines,
                            created_at)
      select ${invoiceId}::uuid, 'invoice', id, order_id, payer_id, order_number, currency, amount,
             ${ctx.cipher.seal(json(billTo), billToPlace(invoiceId))}::bytea, ${json(lines)}::jsonb, ${now}::timestamptz
      from changed)
    ${plannedPart(ctx, cards)}
    select ${paymentRow} from changed`;
}

/** Asks the provider for what is marked, and finishes; also for whoever finds it marked later. */
export async function take(ctx: PaymentCtx, payment: Payment, shares?: readonly Share[]): Promise<PaymentStatus> {
  const report: Report =
    payment.card_amount === 0n
      ? { state: 'captured', ref: 'none' }
      : await providerFor(ctx, payment.provider).capture(refOf(payment));
  if (report.state === 'captured') {
    const finished = await finishCapture(ctx, payment, report, shares);
    return toStatus(finished ?? (await requirePayment(ctx, payment.id)));
  }
  const settled =
    report.state === 'declined' || report.state === 'voided'
      ? await giveUp(ctx, payment, 'declined', 'authorisation_lapsed', {
          kind: 'capture',
          outcome: report.state,
          watch: true,
        })
      : await settle(ctx, payment, 'capture', report);
  if (settled && isOver(stateOf(settled))) notAuthorised(settled.reason);
  return toStatus(settled ?? payment, 'unknown');
}

const sourceRow = row({
  position: col.int,
  kind: col.text,
  source_id: col.uuid,
  amount: col.bigint,
  refunded: col.bigint,
});

/** What gift cards and store credit gave of a payment. */
export const sourcesOf = (ctx: PaymentCtx, { id, amount, card_amount }: Payment) =>
  amount === card_amount
    ? Promise.resolve([])
    : ctx.db.many(sourceRow)`select ${sourceRow} from payment_sources where payment_id = ${id} order by position`;

export const sourceOf = (found: { kind: string; source_id: string; amount: bigint }) => ({
  kind: found.kind as 'gift_card' | 'store_credit',
  id: found.source_id,
  amount: found.amount,
});

const shareRow = row({
  vendor_id: col.uuid,
  deposit: col.bool,
  gross: col.bigint,
  tax: col.bigint,
  platform_funded: col.bigint,
  commission: col.bigint,
  rule_id: col.uuid.orNull,
  rule_version: col.int.orNull,
  escrow: col.bool,
});

async function markedShares(ctx: PaymentCtx, { id, order_id }: Payment): Promise<Share[]> {
  const rows = await ctx.db.many(shareRow)`
    select ${shareRow} from payment_shares where payment_id = ${id} order by vendor_id, deposit, rule_id`;
  return rows.map(found => ({
    vendorId: found.vendor_id,
    deposit: found.deposit,
    gross: found.gross,
    tax: found.tax,
    funded: found.platform_funded,
    commission: found.commission,
    ruleId: found.rule_id,
    ruleVersion: found.rule_version,
    heldFor: found.escrow ? order_id : null,
  }));
}

/** Writes down that the money is ours, with its entry in the ledger, in one statement; null where somebody else did. */
export async function finishCapture(
  ctx: PaymentCtx,
  payment: Payment,
  report: Report,
  given?: readonly Share[],
): Promise<Payment | null> {
  const shares = given ?? (await markedShares(ctx, payment));
  const sources = (await sourcesOf(ctx, payment)).map(sourceOf);
  const funds = { provider: payment.provider, card: payment.card_amount, sources };
  const cards = await cardsOf(ctx, payment);
  const postings = capturePostings(funds, shares, cards);
  await ensureAccounts(ctx, accountsOf(postings));
  const now = ctx.now();
  const told = ['succeeded', ...(cards.length > 0 ? ['gift_cards_issued'] : [])];
  const entry = entryOf(ctx, {
    kind: 'capture',
    source: 'payment.succeeded',
    sourceId: payment.id,
    paymentId: payment.id,
    orderId: payment.order_id,
    currency: payment.currency,
    postings,
  });
  const finished = await ctx.db.together(payment.id).maybe(paymentRow)`
    with changed as (
      update payments
      set state = 'captured', captured = amount, captured_at = ${now}, updated_at = ${now}, checks = 0, reason = null,
          provider_ref = coalesce(${'ref' in report ? report.ref : null}, provider_ref),
          next_check_at = case when let_go then ${now}::timestamptz end
      where order_id = ${payment.order_id} and id = ${payment.id} and state = 'capturing'
      returning ${paymentRow}),
    said as (
      insert into payment_transactions (id, payment_id, kind, outcome, provider_ref, amount, at)
      select ${ctx.id()}::uuid, id, 'capture', 'captured', provider_ref, card_amount, ${now} from changed),
    told as (
      insert into payment_news (payment_id, order_id, payer_id, purpose, kinds, amount, currency)
      select id, order_id, payer_id, purpose, ${told}::text[], amount, currency from changed)
    ${issuedPart(ctx, cards)}
    ${postings.length > 0 ? sql`, ${entryParts(entry)}` : nothing}
    select ${paymentRow} from changed`;
  if (finished) wakeSoon(ctx, 'tell', 'seal');
  return finished;
}
