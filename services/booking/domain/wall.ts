// Times of a wall clock and the instants they stand for. A wall time is a number of minutes since 1970-01-01T00:00 of the
// clock on the wall, so that days and hours are reckoned with as people do; only at the end does the zone say when it is.
//
// Each wall time has exactly one instant, and later ones have no earlier instant: where the clock is put back, the first
// time it shows a time counts; where it is put forward, the times it skips all fall on the moment of the change. So slots
// that touch on the wall touch in time: none is offered twice, and none is lost but those the clock never shows.

import { Temporal } from 'temporal-polyfill';
import { epochMs, type Instant, instantAt } from '#kernel/time';

/** Minutes of the wall clock since 1970-01-01T00:00. */
export type WallMinute = number;

export const dayMinutes = 1_440;
const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Days since 1970-01-01 of `2026-03-29`, and back. */
export const dayOf = (date: string): number => epochMs(`${date}T00:00:00.000Z`) / dayMs;
export const dateOf = (day: number): string => instantAt(day * dayMs).slice(0, 10);

/** `2026-03-29T18:00` as a wall minute, and back. */
export const wallOf = (text: string): WallMinute => epochMs(`${text}:00.000Z`) / minuteMs;
export function wallText(wall: WallMinute): string {
  const day = Math.floor(wall / dayMinutes);
  const minute = wall - day * dayMinutes;
  return `${lastDate(day)}T${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`;
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
/** A month of slots asks for the same date some hundred times in a row. */
let dated = { day: Number.NaN, date: '' };
function lastDate(day: number): string {
  if (dated.day !== day) dated = { day, date: dateOf(day) };
  return dated.date;
}

/** How a day of a zone runs: when it begins, and whether its clock runs through without a change. */
interface Day {
  startMs: number;
  even: boolean;
}

const days = new Map<string, Day>();
/** Some years of some zones; then it begins anew. */
const maxDays = 20_000;

function dayIn(zone: string, day: number): Day {
  const key = `${zone} ${day}`;
  let known = days.get(key);
  if (!known) {
    const start = Temporal.PlainDate.from(dateOf(day)).toZonedDateTime(zone);
    const next = Temporal.PlainDate.from(dateOf(day + 1)).toZonedDateTime(zone);
    const startMs = start.epochMilliseconds;
    const even = next.epochMilliseconds - startMs === dayMs && start.hour === 0 && start.minute === 0;
    known = { startMs, even };
    if (days.size >= maxDays) days.clear();
    days.set(key, known);
  }
  return known;
}

/** When the clock of a zone shows a wall time. */
export function msOfWall(zone: string, wall: WallMinute): number {
  const day = Math.floor(wall / dayMinutes);
  const { startMs, even } = dayIn(zone, day);
  if (even) return startMs + (wall - day * dayMinutes) * minuteMs;
  const plain = Temporal.PlainDateTime.from(wallText(wall));
  const earlier = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  if (earlier.toPlainDateTime().equals(plain)) return earlier.epochMilliseconds;
  // It is skipped: `earlier` lies before the change by as much as the clock jumps.
  return earlier.getTimeZoneTransition('next')!.epochMilliseconds;
}

export const instantOfWall = (zone: string, wall: WallMinute): Instant => instantAt(msOfWall(zone, wall));

/** The day it is somewhere, as days since 1970-01-01. */
export const dayAt = (zone: string, instant: Instant): number =>
  dayOf(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString());

/** Whether there is a zone of this name. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return /^[A-Z]/.test(zone);
  } catch {
    return false;
  }
}
