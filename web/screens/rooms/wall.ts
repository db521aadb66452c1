// Times of the clock on the wall of the building, `2026-03-29T18:00`, as they are reckoned with and written. None of them
// is ever taken for a time of the reader's own clock: to format one, it is read as if it were in UTC.

import { tags } from '#web/kit/format.ts';
import type { Language } from '#web/text/language.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const msOf = (wall: string): number => Date.parse(wall.length === 10 ? `${wall}T00:00Z` : `${wall}Z`);

/** The minutes from one wall time to another. */
export const minutesBetween = (start: string, end: string): number => (msOf(end) - msOf(start)) / minuteMs;

/** The day so many days after one. */
export const addDays = (day: string, days: number): string =>
  new Date(msOf(day) + days * dayMs).toISOString().slice(0, 10);

/** The days from one to another, both included. */
export const daysFromTo = (first: string, last: string): string[] =>
  Array.from({ length: minutesBetween(first, last) / 1_440 + 1 }, (_, index) => addDays(first, index));

/** The month so many months after one: `2026-11` and 2 → `2027-01`. */
export function addMonths(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The first and the last day of a month. */
export const monthEdges = (month: string): { first: string; last: string } => ({
  first: `${month}-01`,
  last: addDays(`${addMonths(month, 1)}-01`, -1),
});

/** 0 for Monday. */
export const weekdayOf = (day: string): number => (new Date(msOf(day)).getUTCDay() + 6) % 7;

/** The day it is in a zone. */
export const todayIn = (zone: string, now = Date.now()): string =>
  // Swedish dates are ISO dates.
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now);

const written = (wall: string, language: Language, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(tags[language], { timeZone: 'UTC', ...options }).format(msOf(wall));

/** `Tuesday 3 March` */
export const longDay = (wall: string, language: Language): string =>
  written(wall.slice(0, 10), language, { weekday: 'long', day: 'numeric', month: 'long' });

/** `Tue 3 Mar` */
export const shortDay = (wall: string, language: Language): string =>
  written(wall.slice(0, 10), language, { weekday: 'short', day: 'numeric', month: 'short' });

/** `March 2026` */
export const monthName = (month: string, language: Language): string =>
  written(`${month}-01`, language, { month: 'long', year: 'numeric' });

/** `Mar` */
export const monthShort = (wall: string, language: Language): string =>
  written(wall.slice(0, 10), language, { month: 'short' });

/** `Mo`, of a day. */
export const weekdayName = (day: string, language: Language, length: 'short' | 'long' = 'short'): string =>
  written(day, language, { weekday: length });

const clockOf = (wall: string): string => wall.slice(11, 16);
/** What ends at midnight ends at 24:00 of its day. */
const endClock = (end: string): string => (clockOf(end) === '00:00' ? '24:00' : clockOf(end));

/** `18:00 – 20:00`; German has it the same way. */
export const clockSpan = (start: string, end: string): string => `${clockOf(start)} – ${endClock(end)}`;

/** `Tue 3 Mar, 18:00 – 20:00` */
export function wallSpan({ start, end }: { start: string; end: string }, language: Language): string {
  const lastDay = clockOf(end) === '00:00' ? addDays(end.slice(0, 10), -1) : end.slice(0, 10);
  const from = `${shortDay(start, language)}, `;
  if (lastDay === start.slice(0, 10)) return from + clockSpan(start, end);
  return `${from}${clockOf(start)} – ${shortDay(lastDay, language)}, ${endClock(end)}`;
}

/** An instant by a zone's clock: `Tue 3 Mar, 18:00` */
export const momentIn = (instant: string | number, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));

const units: ['day' | 'hour' | 'minute', number][] = [
  ['day', 1_440],
  ['hour', 60],
  ['minute', 1],
];

/** `90` → `1 hour 30 minutes` */
export function lengthOf(minutes: number, language: Language): string {
  let left = minutes;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0)
      parts.push(new Intl.NumberFormat(tags[language], { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  return parts.join(' ');
}
