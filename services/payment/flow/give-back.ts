// A payment ended here, but the provider may hold or have taken its money: a reply that was lost, a page that was left
// open, an answer after our patience. What is held is let go of; what was taken is given back, with both in the ledger.

import { msBetween } from '#kernel/time';
import type { PaymentCtx } from '../definition.ts';
import { unclaimedPostings } from '../domain/entries.ts';
import { lateArrivalSeconds, type Report } from '../domain/states.ts';
import { accountsOf, ensureAccounts, entryOf, writeEntry } from '../ledger/journal.ts';
import { type Payment, refOf } from '../payments.ts';
import { providerFor } from '../ports/providers.ts';
import { wakeSoon } from '../wakes.ts';

/** Gives back what the provider holds or took, as `report` says; what cannot be done now is tried again by the poller. */
export async function giveBack(ctx: PaymentCtx, payment: Payment, report: Report): Promise<void> {
  const provider = providerFor(ctx, payment.provider);
  const holds = report.state === 'authorised' || report.state === 'action_required' || report.state === 'pending';
  const now = holds ? await provider.void(refOf(payment)) : report;
  if (holds) await note(ctx, payment, now);
  if (now.state === 'captured') {
    if (await giveBackTaken(ctx, payment)) await stopWatching(ctx, payment);
    return;
  }
  const over =
    now.state === 'voided' || now.state === 'declined' || (now.state === 'absent' && cannotArrive(ctx, payment));
  if (over) await stopWatching(ctx, payment);
  else await watch(ctx, payment);
}

/** A request that was under way when we gave up may still be taken in for a while. */
const cannotArrive = (ctx: PaymentCtx, { asked_at }: Payment): boolean =>
  asked_at === null || msBetween(asked_at, ctx.now()) > lateArrivalSeconds * 1_000;

async function giveBackTaken(ctx: PaymentCtx, payment: Payment): Promise<boolean> {
  const { id, card_amount, currency, provider: name, order_id } = payment;
  const report = await providerFor(ctx, name).refund({
    key: `${id}-late`,
    payment: refOf(payment),
    amount: card_amount,
    ref: null,
  });
  if (report.state !== 'succeeded' && report.state !== 'pending') {
    ctx.log.warn({ paymentId: id, report }, 'money that was taken too late could not be given back yet');
    await watch(ctx, payment);
    return false;
  }
  const came = unclaimedPostings(name, card_amount);
  await ensureAccounts(ctx, accountsOf(came));
  const about = { sourceId: id, paymentId: id, orderId: order_id, currency };
  const went = came.map(posting => ({ ...posting, amount: -posting.amount }));
  const entries = [
    entryOf(ctx, { ...about, kind: 'late_capture', source: 'provider.late_capture', postings: came }),
    entryOf(ctx, { ...about, kind: 'late_refund', source: 'provider.late_refund', postings: went }),
  ];
  await ctx.db.transaction(async tx => {
    for (const entry of entries) await writeEntry(tx, entry);
  });
  wakeSoon(ctx, 'seal');
  return true;
}

const note = (ctx: PaymentCtx, { id, card_amount }: Payment, report: Report): Promise<number> =>
  ctx.db.run`
    insert into payment_transactions (id, payment_id, kind, outcome, amount, at)
    values (${ctx.id()}, ${id}, 'void', ${report.state}, ${card_amount}, ${ctx.now()})`;

const stopWatching = (ctx: PaymentCtx, { order_id, id }: Payment): Promise<number> =>
  ctx.db.run`
    update payments set next_check_at = null, let_go = true
    where order_id = ${order_id} and id = ${id} and state in ('declined', 'voided', 'expired')`;

/** The poller sees to it, also where a webhook brought the news of a payment that nobody watched any more. */
const watch = (ctx: PaymentCtx, { order_id, id }: Payment): Promise<number> =>
  ctx.db.run`
    update payments set let_go = true, next_check_at = coalesce(next_check_at, ${ctx.now()})
    where order_id = ${order_id} and id = ${id} and state in ('declined', 'voided', 'expired')`;
