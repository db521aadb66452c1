// Payouts: what the ledger says a vendor is owed goes to its bank account, and the ledger says so.

import type { z } from 'zod';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Payout } from './contract/wire.ts';
import type { PaymentCtx } from './definition.ts';
import { money } from './domain/amounts.ts';
import { type Account, vendor } from './domain/chart.ts';
import { payoutPostings } from './domain/entries.ts';
import { payoutSent } from './events.ts';
import { entryOf, writeEntry } from './ledger/journal.ts';
import { wakeSoon } from './wakes.ts';

export const payoutRow = row({
  id: col.uuid,
  vendor_id: col.uuid,
  currency: col.text,
  amount: col.bigint,
  until: col.instant,
  created_at: col.instant,
});

export const toPayout = (found: RowOf<typeof payoutRow>): z.input<typeof Payout> => ({
  id: found.id,
  vendorId: found.vendor_id,
  amount: money(found.amount, found.currency),
  until: found.until,
  createdAt: found.created_at,
});

/** What is owed by an account of liabilities, by currency. A credit is below zero in the ledger, and owed above it here. */
export const owedBy = (db: Queries, { code }: Account) =>
  db.many({ currency: col.text, owed: col.bigint })`
    select currency, (-sum(amount))::int8 as owed from postings where account = ${code}
    group by currency order by currency`;

/** Pays out what is owed in a currency; null if that is nothing. The lock on the vendor's account lets payouts come one by
 * one, so that nothing is paid out twice; captures and refunds do not wait for it. */
export async function payOut(
  ctx: PaymentCtx,
  tx: Tx,
  { vendorId, currency, startedBy }: { vendorId: string; currency: string; startedBy: string | null },
): Promise<RowOf<typeof payoutRow> | null> {
  const account = vendor(vendorId);
  const locked = await tx.run`select from accounts where code = ${account.code} for no key update`;
  if (locked === 0) return null;
  const owed = (await owedBy(tx, account)).find(each => each.currency === currency)?.owed ?? 0n;
  if (owed <= 0n) return null;
  const now = ctx.now();
  const paid = await tx.one(payoutRow)`
    insert into payouts (id, vendor_id, currency, amount, until, started_by, created_at)
    values (${ctx.id()}, ${vendorId}, ${currency}, ${owed}, ${now}, ${startedBy}, ${now}) returning ${payoutRow}`;
  const postings = payoutPostings(vendorId, owed);
  await writeEntry(tx, entryOf(ctx, { kind: 'payout', source: 'payout.sent', sourceId: paid.id, currency, postings }));
  await ctx.publish(tx, payoutSent, { payoutId: paid.id, vendorId, amount: money(owed, currency) });
  tx.afterCommit(() => wakeSoon(ctx, 'seal'));
  return paid;
}
