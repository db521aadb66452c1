// Business time: how long a building's management worked between two instants, and when a promise made in its working
// time falls due. An instant counts if the wall clock of the building's zone shows a time within its hours on a day
// that is no holiday. So an hour that daylight saving skips counts nothing and one that it repeats counts twice, as
// for the people who work through it.

import { Temporal } from 'temporal-polyfill';
import { epochMs, type Instant, instantAt } from '#kernel/time';

export interface BusinessCalendar {
  /** An IANA zone, e.g. `Europe/Berlin`. */
  zone: string;
  /** Wall times; 1 is Monday (ISO 8601); `to` may be `24:00`. */
  hours: readonly { weekday: number; from: string; to: string }[];
  /** Days on which nobody works: `2026-12-25`. */
  holidays: readonly string[];
}

/** From a millisecond since the epoch to one, without its end. */
type Span = readonly [startMs: number, endMs: number];

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** No promise is longer; a calendar that never opens would be searched for ever. */
const horizonDays = 3_660;

/** Days since the epoch of a date, and back. */
const dayOf = (date: string): number => epochMs(`${date}T00:00:00.000Z`) / dayMs;
const dateOf = (day: number): string => instantAt(day * dayMs).slice(0, 10);
/** The first day of the epoch was a Thursday. */
const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The working time of single days; each day of a calendar is worked out once. */
interface Days {
  dayAt(instantMs: number): number;
  /** When the management works on a day, in order. */
  open(day: number): readonly Span[];
}

const known = new WeakMap<BusinessCalendar, Days>();

function daysOf(calendar: BusinessCalendar): Days {
  const found = known.get(calendar);
  if (found) return found;
  const made = buildDays(calendar);
  known.set(calendar, made);
  return made;
}

function buildDays({ zone, hours, holidays }: BusinessCalendar): Days {
  const closed = new Set(holidays);
  const byWeekday = new Map([1, 2, 3, 4, 5, 6, 7].map(weekday => [weekday, wallSpans(hours, weekday)]));
  const days = new Map<number, readonly Span[]>();
  return {
    dayAt: ms => dayOf(Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString()),
    open(day) {
      let spans = days.get(day);
      if (!spans) {
        const wall = byWeekday.get(weekdayOf(day))!;
        const works = wall.length > 0 && !closed.has(dateOf(day));
        days.set(day, (spans = works ? onDay(day, zone, wall) : []));
      }
      return spans;
    },
  };
}

/** The hours of a weekday in milliseconds since midnight of the wall clock, joined where they touch. */
function wallSpans(hours: BusinessCalendar['hours'], weekday: number): readonly Span[] {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  const spans = hours
    .filter(each => each.weekday === weekday)
    .map(({ from, to }): Span => [minutes(from) * minuteMs, minutes(to) * minuteMs])
    .filter(([start, end]) => start < end)
    .toSorted(([a], [b]) => a - b);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span[0] <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], span[1])];
    else joined.push(span);
  }
  return joined;
}

/** The instants of a day at which its wall clock shows a time within the spans. */
function onDay(day: number, zone: string, wall: readonly Span[]): readonly Span[] {
  const midnightMs = day * dayMs;
  return stretches(day, zone).flatMap(({ startMs, endMs, offsetMs }) =>
    wall
      .map(
        ([from, to]): Span => [
          Math.max(startMs, midnightMs + from - offsetMs),
          Math.min(endMs, midnightMs + to - offsetMs),
        ],
      )
      .filter(([start, end]) => start < end),
  );
}

/** The stretches of a day over which the zone keeps one offset from UTC: one on most days, two on a day of change. */
function stretches(day: number, zone: string): { startMs: number; endMs: number; offsetMs: number }[] {
  const endMs = startOf(day + 1, zone).epochMilliseconds;
  const found = [];
  let at = startOf(day, zone);
  while (at.epochMilliseconds < endMs) {
    const startMs = at.epochMilliseconds;
    const offsetMs = at.offsetNanoseconds / 1e6;
    if (endMs - startMs === dayMs && found.length === 0 && offsetMs === startOf(day + 1, zone).offsetNanoseconds / 1e6)
      return [{ startMs, endMs, offsetMs }];
    const next = at.getTimeZoneTransition('next');
    const untilMs = Math.min(endMs, next?.epochMilliseconds ?? endMs);
    found.push({ startMs, endMs: untilMs, offsetMs });
    if (!next) break;
    at = next;
  }
  return found;
}

const startOf = (day: number, zone: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(dateOf(day)).toZonedDateTime(zone);

/** Working milliseconds from one instant to a later one; none if it is not later. */
export function businessMsBetween(from: Instant, to: Instant, calendar: BusinessCalendar): number {
  const [fromMs, toMs] = [epochMs(from), epochMs(to)];
  if (toMs <= fromMs) return 0;
  const { dayAt, open } = daysOf(calendar);
  const lastDay = dayAt(toMs);
  let sum = 0;
  for (let day = dayAt(fromMs); day <= lastDay; day++)
    for (const [start, end] of open(day)) sum += Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs));
  return sum;
}

/** The earliest instant by which so many working milliseconds have passed since another; null if that is more than
 * ten years away, as with a calendar that never opens. */
export function addBusinessMs(from: Instant, durationMs: number, calendar: BusinessCalendar): Instant | null {
  if (durationMs <= 0) return from;
  if (calendar.hours.length === 0) return null;
  const fromMs = epochMs(from);
  const { dayAt, open } = daysOf(calendar);
  const firstDay = dayAt(fromMs);
  let leftMs = durationMs;
  for (let day = firstDay; day <= firstDay + horizonDays; day++)
    for (const [start, end] of open(day)) {
      const beginMs = Math.max(start, fromMs);
      if (end <= beginMs) continue;
      if (end - beginMs >= leftMs) return instantAt(beginMs + leftMs);
      leftMs -= end - beginMs;
    }
  return null;
}

/** Working minutes from one instant to a later one, with fractions. */
export const businessMinutesBetween = (from: Instant, to: Instant, calendar: BusinessCalendar): number =>
  businessMsBetween(from, to, calendar) / minuteMs;

/** The earliest instant by which so many working minutes have passed since another; null as `addBusinessMs`. */
export const addBusinessMinutes = (from: Instant, minutes: number, calendar: BusinessCalendar): Instant | null =>
  addBusinessMs(from, minutes * minuteMs, calendar);
