// Opening times as recurrences (RFC 5545), and in words.

import type { OutputOf } from '#kernel/contract';
import type { booking } from '#services/booking/contract';
import type { Language } from '#web/text/language.ts';
import type { manageRoomsText } from '#web/text/manage-rooms.ts';
import { addDays, clockSpan, shortDay, weekdayName } from './wall.ts';

export type Rule = OutputOf<typeof booking.endpoints.listRules>['items'][number];

/** Monday first, as they are counted. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

/** Some Monday. */
const monday = '2026-03-02';
export const nameOf = (weekday: Weekday, language: Language, length: 'short' | 'long' = 'short'): string =>
  weekdayName(addDays(monday, weekdays.indexOf(weekday)), language, length);

/** A rule on some days of each week. */
export const weekly = (days: readonly Weekday[]): string =>
  days.length === weekdays.length
    ? 'FREQ=DAILY'
    : `FREQ=WEEKLY;BYDAY=${weekdays.filter(day => days.includes(day)).join(',')}`;

/** The weekdays of a rule; null for one of another kind. */
function weekdaysOf(rrule: string): Weekday[] | null {
  if (rrule === 'FREQ=DAILY') return [...weekdays];
  const found = /^FREQ=WEEKLY;BYDAY=([A-Z,]+)$/.exec(rrule)?.[1]?.split(',');
  return found?.every(day => (weekdays as readonly string[]).includes(day)) ? (found as Weekday[]) : null;
}

/** `Mon, Tue, 08:00 – 20:00, until Fri 6 Mar` */
export function ruleInWords(rule: Rule, t: (typeof manageRoomsText)['en'], language: Language): string {
  const { rrule, firstDay, lastDay } = rule;
  const from = shortDay(firstDay, language);
  const time = clockSpan(`${firstDay}T${rule.from}`, `${firstDay}T${rule.to}`);
  if (rrule === null) return `${t.onDay(from)}, ${time}`;
  const days = weekdaysOf(rrule);
  const when = !days
    ? rrule
    : days.length === weekdays.length
      ? lastDay
        ? t.fromTo(from, shortDay(lastDay, language))
        : t.always
      : days.map(each => nameOf(each, language)).join(', ');
  const until = lastDay && days?.length !== weekdays.length ? `, ${t.untilDay(shortDay(lastDay, language))}` : '';
  return `${when}, ${time}${until}`;
}
