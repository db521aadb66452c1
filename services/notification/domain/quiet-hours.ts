// When a message may disturb somebody: quiet hours and send windows in the wall time of the zone they live in.

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#kernel/time';

export interface Hours {
  /** `HH:MM` */
  from: string;
  to: string;
}
export interface Wishes {
  quietHours: Hours | null;
  /** Weekdays are 1 (Monday) to 7. */
  sendWindow: (Hours & { weekdays: number[] }) | null;
}

/** Days looked ahead: a weekly window that falls into the hour a clock change leaves out comes again a week later. */
const horizonDays = 15;

/**
 * The first instant from `now` on at which a message may go out; `now` itself if it may at once, null if the wishes
 * leave no moment. A clock change moves no wall time: hours that end inside the hour left out end with the change.
 */
export function nextAllowed(now: Instant, zone: string, wishes: Wishes): Instant | null {
  const start = Temporal.Instant.from(now).toZonedDateTimeISO(zone);
  if (isAllowed(start, wishes)) return now;
  const edges = [wishes.quietHours?.to, wishes.sendWindow?.from].filter(edge => edge !== undefined);
  const candidates = Array.from({ length: horizonDays }, (_, days) => start.toPlainDate().add({ days }))
    .flatMap(date => edges.map(edge => date.toZonedDateTime({ timeZone: zone, plainTime: edge })))
    .concat(start.getTimeZoneTransition('next') ?? [])
    .filter(at => Temporal.ZonedDateTime.compare(at, start) > 0)
    .sort(Temporal.ZonedDateTime.compare);
  const first = candidates.find(at => isAllowed(at, wishes));
  return first ? first.toInstant().toString({ smallestUnit: 'millisecond' }) : null;
}

function isAllowed(at: Temporal.ZonedDateTime, { quietHours, sendWindow }: Wishes): boolean {
  const wall = at.toPlainTime().toString({ smallestUnit: 'minute' });
  if (quietHours && isWithin(wall, quietHours)) return false;
  return !sendWindow || (sendWindow.weekdays.includes(at.dayOfWeek) && isWithin(wall, sendWindow));
}

/** Hours that end before they begin go over midnight. */
const isWithin = (wall: string, { from, to }: Hours): boolean =>
  from <= to ? from <= wall && wall < to : wall >= from || wall < to;

/** Whether a zone is one of the IANA database. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}
