import { Id } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import { journalRow, toJournalEntry } from '../../ledger/show.ts';

export const listJournal = paymentService.operation(
  'listJournal',
  async (ctx, { limit, cursor, account, paymentId }) => {
    const after = afterCursor(cursor, [Id]);
    const ofAccount = sql`and exists (select from postings x where x.entry_id = e.id and x.account = ${account})`;
    const rows = await ctx.db.many(journalRow)`
      select e.id, e.at, e.kind, e.source, e.source_id, e.payment_id, e.order_id,
             (select jsonb_agg(jsonb_build_object(
                       'account', p.account, 'currency', p.currency, 'amount', p.amount::text, 'ruleId', p.rule_id,
                       'ruleVersion', p.rule_version) order by p.line)
              from postings p where p.entry_id = e.id) as postings
      from journal_entries e
      where true ${after ? sql`and e.id < ${after[0]}` : nothing} ${account ? ofAccount : nothing}
        ${paymentId ? sql`and e.payment_id = ${paymentId}` : nothing}
      order by e.id desc limit ${limit + 1}`;
    return toPage(rows, limit, ({ id }) => [id], toJournalEntry);
  },
);
