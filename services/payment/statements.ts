// A vendor's account in a month: what it was owed at the beginning, every posting, what it was owed at the end.

import { col } from '#kernel/sql/columns';
import type { PaymentCtx } from './definition.ts';
import { sum } from './domain/amounts.ts';
import { vendor } from './domain/chart.ts';

const words: Record<string, string> = {
  capture: 'Sale',
  release: 'Job',
  refund: 'Refund',
  payout: 'Payout',
  deposit_kept: 'Deposit kept',
};

/** The statement; amounts above zero are owed to the vendor. */
export async function statementOf(ctx: PaymentCtx, vendorId: string, month: string, currency: string) {
  const from = `${month}-01T00:00:00.000Z`;
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
  const before = `${next}-01T00:00:00.000Z`;
  const { code } = vendor(vendorId);
  const { opening } = await ctx.db.one({ opening: col.bigint })`
    select coalesce(-sum(p.amount), 0)::int8 as opening
    from postings p join journal_entries e on e.id = p.entry_id
    where p.account = ${code} and p.currency = ${currency} and e.at < ${from}`;
  const rows = await ctx.db.many({ at: col.instant, kind: col.text, source_id: col.uuid, amount: col.bigint })`
    select e.at, e.kind, e.source_id, -p.amount as amount
    from postings p join journal_entries e on e.id = p.entry_id
    where p.account = ${code} and p.currency = ${currency} and e.at >= ${from} and e.at < ${before}
    order by e.at, e.id, p.line limit 100000`;
  const lines = rows.map(({ at, kind, source_id, amount }) => ({
    at,
    what: words[kind] ?? kind,
    amount,
    sourceId: source_id,
  }));
  const closing = opening + sum(lines.map(({ amount }) => amount));
  return { title: 'Statement', period: month, opening, closing, lines };
}
