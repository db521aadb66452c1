import { col } from '#kernel/sql/columns';
import { paymentService } from '../../definition.ts';
import { money } from '../../domain/amounts.ts';
import { deposits, vendor } from '../../domain/chart.ts';
import { owedBy } from '../../payouts.ts';

const shown = 12;

export const getBuildingMoney = paymentService.operation('getBuildingMoney', async (ctx, { buildingId }) => {
  const account = vendor(buildingId);
  const [owed, held, months] = await Promise.all([
    owedBy(ctx.db, account),
    owedBy(ctx.db, deposits(buildingId)),
    ctx.db.many({
      month: col.text,
      currency: col.text,
      came_in: col.bigint,
      given_back: col.bigint,
      kept: col.bigint,
      paid_out: col.bigint,
    })`
      select to_char(e.at at time zone 'UTC', 'YYYY-MM') as month, p.currency,
             coalesce(-sum(p.amount) filter (where e.kind in ('capture', 'release')), 0)::int8 as came_in,
             coalesce(sum(p.amount) filter (where e.kind = 'refund'), 0)::int8 as given_back,
             coalesce(-sum(p.amount) filter (where e.kind = 'deposit_kept'), 0)::int8 as kept,
             coalesce(sum(p.amount) filter (where e.kind = 'payout'), 0)::int8 as paid_out
      from postings p join journal_entries e on e.id = p.entry_id
      where p.account = ${account.code}
      group by 1, 2 order by 1 desc, 2 limit ${shown}`,
  ]);
  return {
    owed: owed.map(each => money(each.owed, each.currency)),
    deposits: held.map(each => money(each.owed, each.currency)),
    months: months.map(({ month, currency, came_in, given_back, kept, paid_out }) => ({
      month,
      cameIn: money(came_in, currency),
      givenBack: money(given_back, currency),
      depositsKept: money(kept, currency),
      paidOut: money(paid_out, currency),
    })),
  };
});
