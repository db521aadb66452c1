import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { ownProvider } from '../../queries/providers.ts';

const monthRow = {
  month: col.text,
  currency: col.text,
  jobs: col.int,
  earned: col.bigint,
  commission: col.bigint,
  refunded: col.bigint,
};
const sumRow = { currency: col.text, amount: col.bigint };

export const getEarnings = marketplaceService.operation('getEarnings', async (ctx, { providerId }, call) => {
  await ownProvider(ctx.db, call, providerId);
  const months = await ctx.db.many(monthRow)`
    select to_char(settled_at at time zone 'UTC', 'YYYY-MM') as month, currency, count(*)::int as jobs,
           sum(net)::bigint as earned, sum(commission)::bigint as commission, sum(to_resident)::bigint as refunded
    from job_bookings where provider_id = ${providerId} and settled_at is not null
    group by 1, 2 order by 1 desc, 2 limit 240`;
  const inEscrow = await ctx.db.many(sumRow)`
    select currency, sum(total)::bigint as amount from job_bookings
    where provider_id = ${providerId} and booked_at is not null and settled_at is null group by 1 order by 1`;
  const paidOut = await ctx.db.many(sumRow)`
    select currency, sum(amount)::bigint as amount from payouts where provider_id = ${providerId} group by 1 order by 1`;
  const money = (amount: bigint, currency: string) => ({ amount: String(amount), currency });
  return {
    months: months.map(found => ({
      month: found.month,
      jobs: found.jobs,
      earned: money(found.earned, found.currency),
      commission: money(found.commission, found.currency),
      refunded: money(found.refunded, found.currency),
    })),
    inEscrow: inEscrow.map(found => money(found.amount, found.currency)),
    paidOut: paidOut.map(found => money(found.amount, found.currency)),
  };
});
