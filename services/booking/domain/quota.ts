// How often somebody, or a home, may have something in a day, a week or a month of the wall calendar.

import { Temporal } from 'temporal-polyfill';

export interface Quota {
  of: 'person' | 'unit';
  per: 'day' | 'week' | 'month';
  max: number;
}

/** The period a wall time lies in, from a day to one, without its end. Weeks begin on Monday. */
export function periodOf(wall: string, per: Quota['per']): { from: string; to: string } {
  const date = Temporal.PlainDate.from(wall.slice(0, 10));
  const start =
    per === 'day' ? date : per === 'week' ? date.subtract({ days: date.dayOfWeek - 1 }) : date.with({ day: 1 });
  const end = start.add(per === 'day' ? { days: 1 } : per === 'week' ? { weeks: 1 } : { months: 1 });
  return { from: start.toString(), to: end.toString() };
}
