import { CodedError, fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { bookSlots } from '../../book/book.ts';
import { type BookingCtx, bookingService } from '../../definition.ts';
import { admit } from '../../domain/admission.ts';
import { priceOf } from '../../domain/price.ts';
import { daysOfRule } from '../../domain/rule-days.ts';
import { dayMinutes, wallOf, wallText } from '../../domain/wall.ts';
import { homeOf } from '../../queries/residents.ts';
import { type Asked, conditionsOf, seeAsked } from '../../queries/resources.ts';

/** No series goes on for longer. */
const maxDays = 730;

export const reserveSeries = bookingService.operation('reserveSeries', async (ctx, input, call) => {
  const { resourceId, unitId, rrule, allOrNothing } = input;
  const asked = await seeAsked(ctx.db, call, resourceId);
  const price = priceOf({ ...asked, feePer: asked.fee_per }, 1);
  if (price.fee + price.deposit > 0n)
    fail('failed_precondition', 'What costs something is booked one by one.', { reason: 'not_free' });
  const { userId } = call;
  const home = homeOf(asked.homes, unitId);
  const wishes = occurrences(input);
  return ctx.db.transaction(async tx => {
    const seriesId = ctx.id();
    await tx.run`
      insert into booking_series (id, resource_id, building_id, user_id, rrule, created_at)
      values (${seriesId}, ${resourceId}, ${asked.building_id}, ${userId}, ${rrule}, ${ctx.now()})`;
    const items = [];
    for (const wish of wishes) {
      const more = { note: input.note, seriesId };
      const item = await attempt(
        ctx,
        tx,
        asked,
        { ...wish, acceptedTerms: input.acceptedTerms },
        { userId, unitId: home },
        more,
      );
      if (allOrNothing && item.bookingId === null)
        fail('conflict', `${item.start} cannot be had, so nothing was booked.`, {
          reason: 'series_conflict',
          details: item,
        });
      items.push(item);
    }
    return { seriesId, items };
  });
});

/** The times of a series, by the wall clock. */
function occurrences({ start, end, rrule, times }: { start: string; end: string; rrule: string; times: number }) {
  const [from, to] = [wallOf(start), wallOf(end)];
  const first = Math.floor(from / dayMinutes);
  const days = daysOfRule(rrule, first, first, first + maxDays).slice(0, times);
  return days.map(day => {
    const shift = (day - first) * dayMinutes;
    return { start: wallText(from + shift), end: wallText(to + shift) };
  });
}

async function attempt(
  ctx: BookingCtx,
  tx: Tx,
  asked: Asked,
  wish: { start: string; end: string; acceptedTerms: number | undefined },
  booker: { userId: string; unitId: string | null },
  more: { note: string; seriesId: string },
) {
  const { start, end } = wish;
  try {
    const run = admit(conditionsOf(asked), wish, ctx.now());
    const { id: bookingId } = await tx.savepoint(part => bookSlots(ctx, part, asked, run, booker, more));
    return { start, end, bookingId, reason: null };
  } catch (error) {
    if (!(error instanceof CodedError) || (error.code !== 'conflict' && error.code !== 'failed_precondition'))
      throw error;
    return { start, end, bookingId: null, reason: error.extras.reason ?? error.code };
  }
}
