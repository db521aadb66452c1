// A deposit, or a part of it, does not go back: it is the vendor's from now on, in the ledger and in what may be refunded.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import type { payment as contract } from '../contract.ts';
import type { PaymentCtx } from '../definition.ts';
import { amountOf } from '../domain/amounts.ts';
import { keptPostings } from '../domain/entries.ts';
import { accountsOf, ensureAccounts, entryOf, writeEntry } from '../ledger/journal.ts';
import { paymentRow, requirePayment } from '../payments.ts';
import { wakeSoon } from '../wakes.ts';
import { capturedShares } from './refund.ts';

type KeepInput = z.output<typeof contract.endpoints.keepDeposit.input>;

/** Keeps a part of a deposit; repeatable by `keepId`. */
export async function keep(ctx: PaymentCtx, { paymentId, keepId, vendorId, amount: text }: KeepInput) {
  const { id, order_id, currency } = await requirePayment(ctx, paymentId);
  const amount = amountOf(text, currency);
  if (amount === 0n) fail('invalid_argument', 'Keep an amount above zero.');
  const postings = keptPostings(vendorId, amount);
  await ensureAccounts(ctx, accountsOf(postings));
  const about = { sourceId: keepId, paymentId: id, orderId: order_id, currency, postings };
  const entry = entryOf(ctx, { ...about, kind: 'deposit_kept', source: 'deposit.kept' });
  await ctx.db.transaction(async tx => {
    // Refunds of the payment wait here, so that nothing is both kept and given back.
    const { state } = await tx.one(paymentRow)`
      select ${paymentRow} from payments where order_id = ${order_id} and id = ${id} for update`;
    if (state !== 'captured')
      fail('failed_precondition', 'Only what was captured can be kept.', { reason: 'not_captured' });
    const shares = (await capturedShares(tx, { id, order_id })).filter(share => share.vendorId === vendorId);
    if (shares.length === 0) fail('not_found', 'This payment has no part of that vendor.');
    const deposit = shares.find(share => share.deposit);
    if (!deposit || !(await writeEntry(tx, entry))) return;
    if (amount > deposit.gross - deposit.back.gross)
      fail('failed_precondition', 'This is more than is left of the deposit; keep less.', {
        reason: 'deposit_exceeded',
      });
    await tx.run`
      update payment_shares set gross = gross - ${amount}
      where payment_id = ${id} and vendor_id = ${vendorId} and deposit`;
    await tx.run`
      insert into payment_shares as known (payment_id, vendor_id, gross, tax, platform_funded, commission, categories)
      values (${id}, ${vendorId}, ${amount}, 0, 0, 0, '[]')
      on conflict on constraint payment_shares_once do update set gross = known.gross + excluded.gross`;
    tx.afterCommit(() => wakeSoon(ctx, 'seal'));
  });
  return { keepId, amount: text };
}
