// When a provider works: windows of the wall clock in the provider's own zone, week by week, and days off. What a slot is
// asked for is a time of the wall where the work is to be done.

import { Temporal } from 'temporal-polyfill';
import { fail } from '#kernel/errors';
import { epochMs, type Instant, instantAt } from '#kernel/time';

export interface Window {
  kind: 'open' | 'closed';
  /** 1 is Monday; only of what is open. */
  weekday: number | null;
  /** Minutes since midnight; only of what is open. */
  fromMinute: number | null;
  toMinute: number | null;
  /** From which day to which it holds; null is without an end. */
  firstDay: string | null;
  lastDay: string | null;
}

export interface Span {
  fromMs: number;
  toMs: number;
}

/** When the clock of a zone shows `2026-03-29T18:00`. Of a time it shows twice the first counts; raises
 * `invalid_argument` for one that it skips. */
export function instantOfWall(zone: string, text: string): Instant {
  const plain = Temporal.PlainDateTime.from(text);
  const zoned = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (!zoned.toPlainDateTime().equals(plain))
    fail('invalid_argument', `The clocks there never show ${text}: choose another time.`, { reason: 'no_such_time' });
  return instantAt(zoned.epochMilliseconds);
}

/** When so many minutes of a day of the wall have gone by; a time the clock skips falls on the moment of the change. */
function msOf(day: Temporal.PlainDate, minute: number, zone: string): number {
  const [date, rest] = minute === 1_440 ? [day.add({ days: 1 }), 0] : [day, minute];
  const time = Temporal.PlainTime.from({ hour: Math.floor(rest / 60), minute: rest % 60 });
  return date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

const holdsOn = ({ firstDay, lastDay }: Window, day: string): boolean =>
  (firstDay === null || firstDay <= day) && (lastDay === null || day <= lastDay);

/** The spans in which a provider works on the days from one to another, in order and joined where they touch. */
export function openSpans(windows: readonly Window[], zone: string, from: string, to: string): Span[] {
  const last = Temporal.PlainDate.from(to);
  const spans: Span[] = [];
  for (
    let day = Temporal.PlainDate.from(from);
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const ofDay = windows.filter(window => holdsOn(window, day.toString()));
    if (ofDay.some(({ kind }) => kind === 'closed')) continue;
    for (const { kind, weekday, fromMinute, toMinute } of ofDay)
      if (kind === 'open' && weekday === day.dayOfWeek)
        spans.push({ fromMs: msOf(day, fromMinute!, zone), toMs: msOf(day, toMinute!, zone) });
  }
  return joined(spans);
}

function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = found.at(-1);
    if (last && span.fromMs <= last.toMs) found[found.length - 1] = { ...last, toMs: Math.max(last.toMs, span.toMs) };
    else if (span.toMs > span.fromMs) found.push(span);
  }
  return found;
}

/** The day it is somewhere. */
export const dayAt = (zone: string, instant: Instant): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Whether a provider works throughout. */
export function worksDuring(windows: readonly Window[], zone: string, startsAt: Instant, endsAt: Instant): boolean {
  const spans = openSpans(windows, zone, dayAt(zone, startsAt), dayAt(zone, endsAt));
  return spans.some(({ fromMs, toMs }) => fromMs <= epochMs(startsAt) && epochMs(endsAt) <= toMs);
}

/** What is left of spans without what is taken of them. */
export function without(spans: readonly Span[], taken: readonly Span[]): Span[] {
  return spans.flatMap(span => {
    const left: Span[] = [];
    let fromMs = span.fromMs;
    for (const { fromMs: from, toMs: to } of taken.toSorted((a, b) => a.fromMs - b.fromMs)) {
      if (to <= fromMs || from >= span.toMs) continue;
      if (from > fromMs) left.push({ fromMs, toMs: from });
      fromMs = Math.max(fromMs, to);
    }
    return fromMs < span.toMs ? [...left, { fromMs, toMs: span.toMs }] : left;
  });
}

/** Whether there is a zone of this name. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Z]/.test(zone);
  } catch {
    return false;
  }
}

/** When a day begins somewhere. */
export const instantOfMidnight = (zone: string, day: string): Instant =>
  instantAt(Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds);
