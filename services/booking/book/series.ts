// The times of a series, and booking them one after the other.

import { CodedError } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import type { BookingCtx } from '../definition.ts';
import { admit } from '../domain/admission.ts';
import { sumOf } from '../domain/price.ts';
import { daysOfRule } from '../domain/rule-days.ts';
import { dayMinutes, wallOf, wallText } from '../domain/wall.ts';
import type { Card } from '../queries/bookings.ts';
import { type Asked, conditionsOf } from '../queries/resources.ts';
import { type Booker, bookSlots } from './book.ts';

export interface SeriesWish {
  start: string;
  end: string;
  rrule: string;
  times: number;
  acceptedTerms?: number | undefined;
  note: string;
}

/** No series goes on for longer. */
const maxDays = 730;

/** The times of a series, by the wall clock. */
function occurrences({ start, end, rrule, times }: SeriesWish) {
  const [from, to] = [wallOf(start), wallOf(end)];
  const first = Math.floor(from / dayMinutes);
  const days = daysOfRule(rrule, first, first, first + maxDays).slice(0, times);
  return days.map(day => {
    const shift = (day - first) * dayMinutes;
    return { start: wallText(from + shift), end: wallText(to + shift) };
  });
}

/** What became of one time: a booking, or why there is none. */
interface Attempt {
  start: string;
  end: string;
  card: Card | null;
  reason: string | null;
}

/** Books each time of a series that can be had. What costs something is held, and wants a hold for all of it. */
export async function bookSeries(
  ctx: BookingCtx,
  tx: Tx,
  asked: Asked,
  wish: SeriesWish,
  booker: Booker,
  seriesId: string,
): Promise<Attempt[]> {
  await tx.run`
    insert into booking_series (id, resource_id, building_id, user_id, rrule, created_at)
    values (${seriesId}, ${asked.id}, ${asked.building_id}, ${booker.userId}, ${wish.rrule}, ${ctx.now()})`;
  const attempts: Attempt[] = [];
  for (const time of occurrences(wish)) {
    const { card, reason } = await attempt(ctx, tx, asked, { ...wish, ...time }, booker, seriesId);
    attempts.push({ ...time, card, reason });
  }
  return attempts;
}

async function attempt(
  ctx: BookingCtx,
  tx: Tx,
  asked: Asked,
  { start, end, acceptedTerms, note }: SeriesWish,
  booker: Booker,
  seriesId: string,
): Promise<Pick<Attempt, 'card' | 'reason'>> {
  try {
    const run = admit(conditionsOf(asked), { start, end, acceptedTerms }, ctx.now());
    const card = await tx.savepoint(part => bookSlots(ctx, part, asked, run, booker, { note, seriesId }));
    return { card, reason: null };
  } catch (error) {
    if (!(error instanceof CodedError) || (error.code !== 'conflict' && error.code !== 'failed_precondition'))
      throw error;
    return { card: null, reason: error.extras.reason ?? error.code };
  }
}

/** What came of a series as people see it: each time with its share, and what all of it costs. */
export function showSeries({ currency }: Asked, attempts: readonly Attempt[]) {
  const money = (amount: bigint) => ({ amount: String(amount), currency });
  const { fee, deposit } = sumOf(attempts.flatMap(({ card }) => (card ? [card] : [])));
  return {
    items: attempts.map(({ start, end, card, reason }) => ({
      start,
      end,
      bookingId: card?.id ?? null,
      reason,
      fee: card && money(card.fee),
      deposit: card && money(card.deposit),
    })),
    cost: { fee: money(fee), deposit: money(deposit), total: money(fee + deposit) },
  };
}
