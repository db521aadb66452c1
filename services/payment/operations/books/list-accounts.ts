import { z } from 'zod';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { paymentService } from '../../definition.ts';
import type { AccountKind } from '../../domain/chart.ts';

export const listAccounts = paymentService.operation('listAccounts', async (ctx, { limit, cursor }) => {
  const after = afterCursor(cursor, [z.string().max(100)]);
  const rows = await ctx.db.many({
    code: col.text,
    kind: col.text,
    balances: col.json<{ amount: string; currency: string }[] | null>().orNull,
  })`
    select a.code, a.kind,
           (select jsonb_agg(jsonb_build_object('amount', s.amount::text, 'currency', s.currency) order by s.currency)
            from (select currency, sum(amount) as amount from postings p where p.account = a.code group by currency) s)
             as balances
    from accounts a ${after ? sql`where a.code > ${after[0]}` : nothing}
    order by a.code limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    ({ code }) => [code],
    ({ code, kind, balances }) => ({ code, kind: kind as AccountKind, balances: balances ?? [] }),
  );
});
