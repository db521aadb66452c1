// On which days something should arrive: counted in the business days of the zone, at wall time there.

import { Temporal } from 'temporal-polyfill';
import type { Instant } from '#kernel/time';

export interface BusinessDays {
  timeZone: string;
  /** 1 is Monday. */
  weekdays: readonly number[];
  holidays: readonly string[];
}
export interface Pace {
  /** `14:00` */
  cutoff: string;
  handlingDays: number;
  minDays: number;
  maxDays: number;
}
export interface DeliveryPromise {
  earliest: string;
  latest: string;
}

/** Holidays of every day of the year would let the counting run on for ever. */
const mostDays = 2_000;

/**
 * What is ordered before the cut-off of a business day is worked on that day, else on the next; it leaves after the days
 * of handling and arrives after those of transport, all of them business days.
 */
export function promiseOf(now: Instant, days: BusinessDays, pace: Pace): DeliveryPromise {
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(days.timeZone);
  const today = local.toPlainDate();
  const late = Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(pace.cutoff)) >= 0;
  const taken = onBusinessDay(late ? today.add({ days: 1 }) : today, days);
  const leaves = plusBusinessDays(taken, pace.handlingDays, days);
  return {
    earliest: plusBusinessDays(leaves, pace.minDays, days).toString(),
    latest: plusBusinessDays(leaves, pace.maxDays, days).toString(),
  };
}

const isBusinessDay = (date: Temporal.PlainDate, { weekdays, holidays }: BusinessDays): boolean =>
  weekdays.includes(date.dayOfWeek) && !holidays.includes(date.toString());

/** The date, or the first business day after it. */
function onBusinessDay(date: Temporal.PlainDate, days: BusinessDays): Temporal.PlainDate {
  let found = date;
  for (let tried = 0; tried < mostDays && !isBusinessDay(found, days); tried++) found = found.add({ days: 1 });
  return found;
}

function plusBusinessDays(date: Temporal.PlainDate, count: number, days: BusinessDays): Temporal.PlainDate {
  let found = date;
  for (let left = count; left > 0; left--) found = onBusinessDay(found.add({ days: 1 }), days);
  return found;
}

export interface Window {
  weekday: number;
  /** `17:00:00` */
  from: string;
  until: string;
}

/** When the windows of a week begin and end in the days from `now` on. Wall times that a change of the clock skips or
 * repeats are taken as the calendar of the zone takes them. */
export function slotsOf<W extends Window>(
  now: Instant,
  days: BusinessDays,
  windows: readonly W[],
  count: number,
): { window: W; startsAt: Instant; endsAt: Instant }[] {
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(days.timeZone).toPlainDate();
  const at = (date: Temporal.PlainDate, plainTime: string): Instant =>
    date.toZonedDateTime({ timeZone: days.timeZone, plainTime }).toInstant().toString({ fractionalSecondDigits: 3 });
  return Array.from({ length: count }, (_, ahead) => today.add({ days: ahead }))
    .filter(date => isBusinessDay(date, days))
    .flatMap(date =>
      windows
        .filter(({ weekday }) => weekday === date.dayOfWeek)
        .map(window => ({ window, startsAt: at(date, window.from), endsAt: at(date, window.until) })),
    )
    .filter(({ startsAt, endsAt }) => startsAt > now && startsAt < endsAt);
}

/** The day an instant falls on in a zone. */
export const dayOf = (at: Instant, timeZone: string): string =>
  Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** Whether it is a time zone that can be reckoned with. */
export function isTimeZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return true;
  } catch {
    return false;
  }
}
