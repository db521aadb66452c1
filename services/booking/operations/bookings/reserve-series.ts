import { fail } from '#kernel/errors';
import { bookSeries, showSeries } from '../../book/series.ts';
import { holdTogether } from '../../book/together.ts';
import { bookingService } from '../../definition.ts';
import { homeOf } from '../../queries/residents.ts';
import { seeAsked } from '../../queries/resources.ts';

export const reserveSeries = bookingService.operation('reserveSeries', async (ctx, input, call) => {
  const asked = await seeAsked(ctx.db, call, input.resourceId);
  const booker = { userId: call.userId, unitId: homeOf(asked.homes, input.unitId) };
  return ctx.db.transaction(async tx => {
    const seriesId = ctx.id();
    const attempts = await bookSeries(ctx, tx, asked, input, booker, seriesId);
    const shown = showSeries(asked, attempts);
    const missed = shown.items.find(({ bookingId }) => bookingId === null);
    if (input.allOrNothing && missed)
      fail('conflict', `${missed.start} cannot be had, so nothing was booked.`, {
        reason: 'series_conflict',
        details: missed,
      });
    const cards = attempts.flatMap(({ card }) => (card ? [card] : []));
    await holdTogether(ctx, tx, cards, asked.approval);
    return { seriesId, ...shown, expiresAt: cards[0]?.expires_at ?? null };
  });
});
