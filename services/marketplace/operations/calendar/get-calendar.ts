import { col } from '#kernel/sql/columns';
import { marketplaceService } from '../../definition.ts';
import { toWindow, windowsOf } from '../../queries/calendar.ts';
import { daysBetween } from '../../queries/days.ts';
import { ownProvider } from '../../queries/providers.ts';

const visitRow = {
  id: col.uuid,
  job_id: col.uuid,
  claim_id: col.uuid.orNull,
  title: col.text,
  starts_at: col.instant,
  ends_at: col.instant,
};

export const getCalendar = marketplaceService.operation('getCalendar', async (ctx, input, call) => {
  const { providerId } = input;
  const { zone } = await ownProvider(ctx.db, call, providerId);
  const { from, to } = daysBetween(zone, input);
  const visits = await ctx.db.many(visitRow)`
    select a.id, a.job_id, a.claim_id, r.title, a.starts_at, a.ends_at
    from appointments a join job_bookings j on j.id = a.job_id join quote_requests r on r.id = j.request_id
    where a.provider_id = ${providerId} and a.active and a.ends_at > ${from} and a.starts_at < ${to}
    order by a.starts_at, a.id`;
  return {
    zone,
    windows: (await windowsOf(ctx.db, providerId)).map(toWindow),
    visits: visits.map(found => ({
      id: found.id,
      jobId: found.job_id,
      claimId: found.claim_id,
      title: found.title,
      startsAt: found.starts_at,
      endsAt: found.ends_at,
    })),
  };
});
