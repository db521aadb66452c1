// When a collection of messages goes out.

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#kernel/time';

export type DigestMode = 'hourly' | 'daily';

/** Daily collections are there when the day begins. */
const dailyAt = '08:00';

/** The end of the window that `now` falls into: the next full hour, or the next 08:00, of the zone's wall time. */
export function digestDue(now: Instant, zone: string, mode: DigestMode): Instant {
  const at = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  const end = mode === 'hourly' ? nextHour(at) : nextMorning(at);
  return end.toInstant().toString({ smallestUnit: 'millisecond' });
}

const nextHour = (at: Temporal.ZonedDateTime): Temporal.ZonedDateTime =>
  at.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 });

function nextMorning(at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const today = at.withPlainTime(dailyAt);
  if (Temporal.ZonedDateTime.compare(today, at) > 0) return today;
  return at.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone: at.timeZoneId, plainTime: dailyAt });
}
