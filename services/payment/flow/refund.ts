// Giving back a part of what was captured: promise it in one transaction (so that no two refunds promise the same money),
// ask the provider by the refund's id, then write it down.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { payment as contract } from '../contract.ts';
import type { PaymentCtx } from '../definition.ts';
import { derivedId } from '../derived-id.ts';
import { amountOf, money, sum } from '../domain/amounts.ts';
import type { CardPart } from '../domain/entries.ts';
import { type CapturedShare, refundedShares, remainingShares, type Share } from '../domain/shares.ts';
import { giveBack } from '../domain/sources.ts';
import { type Payment, paymentRow, refOf, requirePayment } from '../payments.ts';
import type { RefundReport } from '../ports/provider.ts';
import { providerFor } from '../ports/providers.ts';
import { capturedShareRow, type Refund, refundRow, toShareTexts } from '../refunds.ts';
import { firstCheckAt } from './authorise.ts';
import { failRefund, finishRefund, keepRefundRef } from './refund-outcome.ts';
import { spentOn, unspentCards, withdrawCards } from './sold-cards.ts';

type RefundInput = z.output<typeof contract.endpoints.refundPayment.input>;
type RefundStatus = z.input<typeof contract.endpoints.refundPayment.output>;

const toRefundStatus = ({ id, state, amount, currency }: Refund): RefundStatus => ({
  refundId: id,
  state: state as RefundStatus['state'],
  amount: money(amount, currency),
});

/** Gives back a part of a payment; repeatable by `refundId`. */
export async function refund(ctx: PaymentCtx, input: RefundInput): Promise<RefundStatus> {
  const payment = await requirePayment(ctx, input.paymentId);
  const amount = amountOf(input.amount, payment.currency);
  if (amount === 0n) fail('invalid_argument', 'Give back an amount above zero.');
  const promised = await promise(ctx, payment, input.refundId, input.reason, async (_tx, captured) => ({
    amount,
    shares: refundedShares(input.shares, amount, payment.currency, captured),
    cards: [],
  }));
  if (promised?.payment_id !== payment.id || promised.amount !== amount) return differs();
  return toRefundStatus(await carryOut(ctx, promised));
}

const differs = () =>
  fail('failed_precondition', 'This refund id stands for another refund.', { reason: 'refund_differs' });

type WithdrawInput = z.output<typeof contract.endpoints.withdrawGiftCards.input>;

/** Takes gift cards back that were bought, and gives back what of them is not spent; repeatable by `refundId`. The cards are
 * void in the commit that promises their money, so that it is spent or given back, never both. */
export async function withdraw(ctx: PaymentCtx, input: WithdrawInput): Promise<RefundStatus> {
  const { refundId, reason } = input;
  const payment = await requirePayment(ctx, input.paymentId);
  const promised = await promise(ctx, payment, refundId, reason, async tx => {
    const unspent = await unspentCards(tx, payment.id);
    const cards = input.lines.flatMap(({ lineId, quantity }) =>
      unspent.filter(card => card.lineId === lineId).slice(0, quantity),
    );
    return { amount: sum(cards.map(({ amount }) => amount)), shares: [], cards };
  });
  if (promised === null) return { refundId, state: 'succeeded', amount: money(0n, payment.currency) };
  if (promised.payment_id !== payment.id) return differs();
  return toRefundStatus(await carryOut(ctx, promised));
}

/** Gives back all that is left of a captured payment, once. */
export async function refundAll(ctx: PaymentCtx, payment: Payment): Promise<void> {
  if (payment.refunding === payment.captured) return;
  // A refund that failed is not tried again under its own key, or the provider would only repeat that it failed.
  const { failed } = await ctx.db.one({ failed: col.int })`
    select count(*)::int as failed from refunds where payment_id = ${payment.id} and state = 'failed'`;
  const refundId = derivedId(payment.id, `void:${failed}`);
  const promised = await promise(ctx, payment, refundId, 'The order did not come about', async (tx, captured, left) => {
    const cards = payment.gift_value > 0n ? await unspentCards(tx, payment.id) : [];
    return { amount: left - (await spentOn(tx, payment)), shares: remainingShares(captured), cards };
  });
  if (promised) await carryOut(ctx, promised);
}

const sourceRow = row({ position: col.int, amount: col.bigint, refunded: col.bigint });

interface Plan {
  amount: bigint;
  shares: Share[];
  cards: CardPart[];
}

/** Sets aside what is to be given back, once by this id; null where that is nothing. The payment's row is locked, so its
 * refunds come in turn. */
const promise = (
  ctx: PaymentCtx,
  { order_id, id }: Payment,
  refundId: string,
  reason: string,
  plan: (tx: Tx, captured: CapturedShare[], left: bigint) => Promise<Plan>,
): Promise<Refund | null> =>
  ctx.db.transaction(async tx => {
    const payment = await tx.one(paymentRow)`
      select ${paymentRow} from payments where order_id = ${order_id} and id = ${id} for update`;
    const known = await tx.maybe(refundRow)`select ${refundRow} from refunds where id = ${refundId}`;
    if (known) return known;
    if (payment.state !== 'captured')
      fail('failed_precondition', 'Only what was captured can be given back.', { reason: 'not_captured' });
    const captured = await capturedShares(tx, payment);
    const { amount, shares, cards } = await plan(tx, captured, payment.captured - payment.refunding);
    if (amount === 0n) return null;
    const sources = await tx.many(sourceRow)`
      select ${sourceRow} from payment_sources where payment_id = ${id} order by position for update`;
    const othersBack = sources.reduce((total, source) => total + source.refunded, 0n);
    const cardLeft = payment.card_amount - (payment.refunding - othersBack);
    const back = giveBack(amount, cardLeft, sources);
    await tx.run`
      update payments set refunding = refunding + ${amount}, updated_at = ${ctx.now()}
      where order_id = ${order_id} and id = ${id}`;
    await addToShares(tx, id, shares, 1n);
    await addToSources(tx, id, back.sources, 1n);
    await withdrawCards(tx, refundId, cards, 1n);
    return tx.one(refundRow)`
      insert into refunds (id, payment_id, order_id, amount, currency, card_amount, state, reason, shares, sources,
                           cards, next_check_at, created_at)
      values (${refundId}, ${id}, ${order_id}, ${amount}, ${payment.currency}, ${back.card}, 'pending', ${reason},
              ${json(toShareTexts(shares))},
              ${json(back.sources.map(({ position, amount: part }) => ({ position, amount: String(part) })))},
              ${json(cards.map(({ id: card, amount: part }) => ({ id: card, amount: String(part) })))},
              ${firstCheckAt(ctx)}, ${ctx.now()})
      returning ${refundRow}`;
  });

/** The shares of a payment, with what was given back of each. */
export async function capturedShares(
  tx: Tx,
  { id, order_id }: Pick<Payment, 'id' | 'order_id'>,
): Promise<CapturedShare[]> {
  const rows = await tx.many(capturedShareRow)`
    select ${capturedShareRow} from payment_shares where payment_id = ${id} order by vendor_id, deposit, rule_id`;
  return rows.map(found => ({
    vendorId: found.vendor_id,
    deposit: found.deposit,
    gross: found.gross,
    tax: found.tax,
    funded: found.platform_funded,
    commission: found.commission,
    ruleId: found.rule_id,
    ruleVersion: found.rule_version,
    categories: found.categories,
    heldFor: found.escrow && found.released_at === null ? order_id : null,
    back: {
      gross: found.refunded_gross,
      tax: found.refunded_tax,
      funded: found.refunded_funded,
      commission: found.refunded_commission,
    },
  }));
}

/** Counts shares as given back, or with -1 as not. */
export async function addToShares(tx: Tx, paymentId: string, shares: readonly Share[], sign: 1n | -1n): Promise<void> {
  const each = <T>(pick: (share: Share) => T): T[] => shares.map(pick);
  await tx.run`
    update payment_shares s
    set refunded_gross = s.refunded_gross + g.gross, refunded_tax = s.refunded_tax + g.tax,
        refunded_funded = s.refunded_funded + g.funded, refunded_commission = s.refunded_commission + g.commission
    from unnest(${each(s => s.vendorId)}::uuid[], ${each(s => sign * s.gross)}::bigint[],
                ${each(s => sign * s.tax)}::bigint[], ${each(s => sign * s.funded)}::bigint[],
                ${each(s => sign * s.commission)}::bigint[], ${each(s => s.ruleId)}::uuid[],
                ${each(s => s.deposit)}::boolean[])
      as g (vendor_id, gross, tax, funded, commission, rule_id, deposit)
    where s.payment_id = ${paymentId} and s.vendor_id = g.vendor_id and s.deposit = g.deposit
      and s.rule_id is not distinct from g.rule_id`;
}

/** The same for what goes back to gift cards and store credit. */
export async function addToSources(
  tx: Tx,
  paymentId: string,
  sources: readonly { position: number; amount: bigint }[],
  sign: 1n | -1n,
): Promise<void> {
  for (const { position, amount } of sources)
    await tx.run`
      update payment_sources set refunded = refunded + ${sign * amount}
      where payment_id = ${paymentId} and position = ${position}`;
}

/** Asks the provider for a promised refund and writes down what it says; also for the poller. */
export async function carryOut(ctx: PaymentCtx, promised: Refund): Promise<Refund> {
  if (promised.state !== 'pending') return promised;
  const payment = await requirePayment(ctx, promised.payment_id);
  const report = await askForRefund(ctx, payment, promised);
  switch (report.state) {
    case 'succeeded':
      return finishRefund(ctx, payment, promised, report.ref);
    case 'failed':
      return failRefund(ctx, payment, promised, report.reason);
    case 'pending':
      return keepRefundRef(ctx, promised, report.ref);
    default:
      return promised;
  }
}

async function askForRefund(ctx: PaymentCtx, payment: Payment, promised: Refund): Promise<RefundReport> {
  if (promised.card_amount === 0n) return { state: 'succeeded', ref: 'none' };
  const provider = providerFor(ctx, payment.provider);
  const request = {
    key: promised.id,
    payment: refOf(payment),
    amount: promised.card_amount,
    ref: promised.provider_ref,
  };
  // Where the provider has it, its present state counts rather than a repetition of its first reply.
  if (promised.provider_ref === null) return provider.refund(request);
  const known = await provider.findRefund(request);
  return known.state === 'absent' ? provider.refund(request) : known;
}
