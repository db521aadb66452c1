// The business calendar of a building, asked of its owner every few minutes and kept for when the owner is away.

import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { type Instant, minus } from '#kernel/time';
import type { TicketCtx } from '../definition.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';

const calendarShape = {
  zone: col.text,
  hours: col.json<BusinessCalendar['hours']>(),
  holidays: col.json<string[]>(),
  fetched_at: col.instant,
};

/** Open at all hours: for a building whose calendar nobody could tell us yet, so that no promise is put off for ever. */
const unknownCalendar: BusinessCalendar = {
  zone: 'UTC',
  hours: [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, from: '00:00', to: '24:00' })),
  holidays: [],
};

type Stored = BusinessCalendar & { fetched_at: Instant };

const stored = (db: Queries, buildingId: string): Promise<Stored | null> =>
  db.maybe(calendarShape)`
    select zone, hours, holidays, fetched_at from calendars where building_id = ${buildingId}`;

/** The calendar as last known here; for code inside a transaction, which may ask nobody. */
export const knownCalendar = async (db: Queries, buildingId: string): Promise<BusinessCalendar> =>
  (await stored(db, buildingId)) ?? unknownCalendar;

/** The calendar of a building, at most five minutes old unless building cannot be reached. Call it before the
 * transaction. Raises `unavailable` if it was never known. */
export async function calendarOf(ctx: TicketCtx, buildingId: string): Promise<BusinessCalendar> {
  const known = await stored(ctx.db, buildingId);
  if (known && known.fetched_at > minus(ctx.now(), '5m')) return known;
  try {
    const { zone, hours, holidays } = await ctx.clients.building.getCalendar({ buildingId });
    await ctx.db.run`
      insert into calendars (building_id, zone, hours, holidays, fetched_at)
      values (${buildingId}, ${zone}, ${json(hours)}, ${json(holidays)}, ${ctx.now()})
      on conflict (building_id) do update
      set zone = excluded.zone, hours = excluded.hours, holidays = excluded.holidays, fetched_at = excluded.fetched_at`;
    return { zone, hours, holidays };
  } catch (error) {
    if (!known || !isOutage(error)) throw error;
    ctx.log.warn({ err: error, buildingId }, 'the calendar of a building is an old one: building cannot be reached');
    return known;
  }
}

const isOutage = (error: unknown): boolean =>
  error instanceof CodedError && ['unavailable', 'overloaded', 'deadline_exceeded'].includes(error.code);
