import { bookSeries, showSeries } from '../../book/series.ts';
import { rehearse } from '../../book/together.ts';
import { bookingService } from '../../definition.ts';
import { homeOf } from '../../queries/residents.ts';
import { seeAsked } from '../../queries/resources.ts';

/** Booked and undone, so that whatever refuses a time says so here, too. */
export const quoteSeries = bookingService.operation('quoteSeries', async (ctx, input, call) => {
  const asked = await seeAsked(ctx.db, call, input.resourceId);
  const booker = { userId: call.userId, unitId: homeOf(asked.homes, input.unitId) };
  const { items, cost } = showSeries(
    asked,
    await rehearse(ctx, tx => bookSeries(ctx, tx, asked, { ...input, note: '' }, booker, ctx.id())),
  );
  return { items: items.map(({ bookingId: _, ...item }) => item), cost };
});
