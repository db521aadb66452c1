// What was held in escrow is earned. The payment's row is locked, as refunds of it do, so that no money is both given back
// and released.

import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import type { PaymentCtx } from '../definition.ts';
import { money, sum } from '../domain/amounts.ts';
import { commission, escrow, vendor } from '../domain/chart.ts';
import { releasePostings } from '../domain/entries.ts';
import { remainingShares } from '../domain/shares.ts';
import { ensureAccounts, entryOf, writeEntry } from '../ledger/journal.ts';
import { type Payment, paymentRow, requirePayment } from '../payments.ts';
import { wakeSoon } from '../wakes.ts';
import { capturedShares } from './refund.ts';

/** Releases all that is left of a payment in escrow, once; gives what became of it. */
export async function release(ctx: PaymentCtx, paymentId: string) {
  const { order_id } = await requirePayment(ctx, paymentId);
  const known = await ctx.db.transaction(tx => capturedShares(tx, { id: paymentId, order_id }));
  await ensureAccounts(ctx, [commission, escrow(order_id), ...known.map(({ vendorId }) => vendor(vendorId))]);
  return ctx.db.transaction(async tx => {
    const payment = await tx.one(paymentRow)`
      select ${paymentRow} from payments where order_id = ${order_id} and id = ${paymentId} for update`;
    if (payment.state !== 'captured')
      fail('failed_precondition', 'Only what was captured can be released.', { reason: 'not_captured' });
    if (payment.refunding !== payment.refunded)
      fail('failed_precondition', 'A refund is under way; ask again.', { reason: 'refund_pending' });
    return releaseLeft(ctx, tx, payment);
  });
}

async function releaseLeft(ctx: PaymentCtx, tx: Tx, { id, order_id, currency }: Payment) {
  const left = remainingShares(await capturedShares(tx, { id, order_id }));
  const postings = releasePostings(left.filter(({ heldFor }) => heldFor !== null));
  await tx.run`
    update payment_shares set released_at = ${ctx.now()} where payment_id = ${id} and escrow and released_at is null`;
  if (postings.length > 0) {
    const about = {
      kind: 'release',
      source: 'escrow.released',
      sourceId: id,
      paymentId: id,
      orderId: order_id,
    } as const;
    await writeEntry(tx, entryOf(ctx, { ...about, currency, postings }));
    tx.afterCommit(() => wakeSoon(ctx, 'seal'));
  }
  const kept = sum(left.map(share => share.commission));
  const gross = sum(left.map(share => share.gross + share.funded));
  return { paymentId: id, net: money(gross - kept, currency), commission: money(kept, currency) };
}
