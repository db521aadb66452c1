// What a provider has paid to the bank: its file's lines are kept once each, and posted, so that its account in the ledger
// shows what it still holds.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { PaymentCtx } from './definition.ts';
import { sum } from './domain/amounts.ts';
import { bank, provider as providerAccount, providerFees } from './domain/chart.ts';
import { settlementPostings } from './domain/entries.ts';
import { ensureAccounts, entryOf, writeEntry } from './ledger/journal.ts';
import type { SettlementLine } from './ports/provider.ts';

export const ensureSettlementAccounts = (ctx: PaymentCtx, provider: string): Promise<void> =>
  ensureAccounts(ctx, [bank, providerFees, providerAccount(provider)]);

/** Keeps the lines that are new, with one entry for each currency of the file; gives how many they were. */
export async function keepSettlements(
  ctx: PaymentCtx,
  tx: Tx,
  file: { provider: string; hash: Buffer; importedBy: string | null },
  lines: readonly SettlementLine[],
): Promise<number> {
  const fileId = ctx.id();
  await tx.run`
    insert into settlement_files (id, provider, content_hash, rows, imported_by, imported_at)
    values (${fileId}, ${file.provider}, ${file.hash}, ${lines.length}, ${file.importedBy}, ${ctx.now()})`;
  const each = <T>(pick: (line: SettlementLine) => T): T[] => lines.map(pick);
  const added = await tx.many({ currency: col.text, amount: col.bigint, fee: col.bigint })`
    insert into settlement_lines (provider, entity_ref, file_id, kind, payment_ref, our_key, amount, fee, currency,
                                  settled_at)
    select ${file.provider}, l.entity_ref, ${fileId}, l.kind, l.payment_ref, l.our_key, l.amount, l.fee, l.currency,
           l.settled_at
    from unnest(${each(l => l.entityRef)}::text[], ${each(l => l.kind)}::text[], ${each(l => l.paymentRef)}::text[],
                ${each(l => l.ourKey)}::text[], ${each(l => l.amount)}::bigint[], ${each(l => l.fee)}::bigint[],
                ${each(l => l.currency)}::text[], ${each(l => l.settledAt)}::timestamptz[])
      as l (entity_ref, kind, payment_ref, our_key, amount, fee, currency, settled_at)
    on conflict (provider, entity_ref) do nothing returning currency, amount, fee`;
  for (const [currency, group] of Map.groupBy(added, line => line.currency)) {
    const amount = sum(group.map(line => line.amount));
    const postings = settlementPostings(file.provider, amount, sum(group.map(line => line.fee)));
    const about = { kind: 'settlement', source: 'settlement.imported', sourceId: ctx.id(), currency } as const;
    if (postings.length > 0) await writeEntry(tx, entryOf(ctx, { ...about, postings }));
  }
  return added.length;
}
