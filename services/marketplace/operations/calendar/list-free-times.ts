import { fail } from '#kernel/errors';
import { instantAt } from '#kernel/time';
import { marketplaceService } from '../../definition.ts';
import { freeTimes } from '../../queries/calendar.ts';
import { daysBetween } from '../../queries/days.ts';
import { findProvider } from '../../queries/providers.ts';

export const listFreeTimes = marketplaceService.operation('listFreeTimes', async (ctx, { providerId, from, to }) => {
  const found = await findProvider(ctx.db, providerId);
  if (!found || found.state === 'draft') fail('not_found', 'There is no such provider.');
  daysBetween(found.zone, { from, to });
  const spans = await freeTimes(ctx.db, found, from, to);
  return {
    zone: found.zone,
    items: spans.map(({ fromMs, toMs }) => ({ startsAt: instantAt(fromMs), endsAt: instantAt(toMs) })),
  };
});
