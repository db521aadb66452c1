// A building's weekly hours and holidays.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Calendar } from '../contract/calendar.ts';
import { type Span, showSpan } from '../domain/calendar.ts';

const calendarShape = {
  zone: col.text,
  hours: col.json<Span[]>(),
  holidays: col.json<string[]>(),
};

/** The calendar of a building, or `not_found`. */
export async function readCalendar(db: Queries, buildingId: string): Promise<z.output<typeof Calendar>> {
  const found =
    (await db.maybe(calendarShape)`
      select zone,
        coalesce((select json_agg(json_build_object(
            'weekday', weekday, 'fromMinute', from_minute, 'toMinute', to_minute) order by weekday, from_minute)
          from calendar_hours where building_id = b.id), '[]') as hours,
        coalesce((select json_agg(day order by day) from holidays where building_id = b.id), '[]') as holidays
      from buildings b where id = ${buildingId}`) ?? fail('not_found', 'no such building');
  return { zone: found.zone, hours: found.hours.map(showSpan), holidays: found.holidays };
}

/** Writes hours where there are none. */
export const writeHours = (tx: Tx, buildingId: string, spans: readonly Span[]): Promise<number> =>
  tx.run`
    insert into calendar_hours (building_id, weekday, from_minute, to_minute)
    select ${buildingId}::uuid, s.weekday, s.from_minute, s.to_minute
    from unnest(${spans.map(span => span.weekday)}::int[], ${spans.map(span => span.fromMinute)}::int[],
                ${spans.map(span => span.toMinute)}::int[]) as s (weekday, from_minute, to_minute)`;
