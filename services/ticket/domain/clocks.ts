// The clocks of a ticket. Each counts the business time it ran; a pause is simply not counted, so that it stays out
// of the sum whatever becomes of the promise meanwhile. When a clock runs out follows from what it counted.

import type { Instant } from '#kernel/time';
import type { ClockName } from '../contract/wire.ts';
import { addBusinessMs, type BusinessCalendar, businessMsBetween } from './calendar.ts';

export interface Clock {
  clock: ClockName;
  /** Null where nothing is promised; it counts all the same. */
  targetMinutes: number | null;
  /** What it counted before `runningSince`. */
  usedMs: number;
  runningSince: Instant | null;
  /** When it stopped for good, unless the ticket is reopened. */
  stoppedAt: Instant | null;
  /** When it runs out or ran out; null while it stands still. */
  dueAt: Instant | null;
  warnedAt: Instant | null;
  breachedAt: Instant | null;
  /** How many levels of the escalation chain were told. */
  level: number;
  /** When to look at it next; null if nothing more can happen by itself. */
  checkAt: Instant | null;
}

/** What the clocks need to know of the building. */
export interface Promises {
  calendar: BusinessCalendar;
  /** Business minutes from the breach to each level of the escalation chain. */
  escalationMinutes: readonly number[];
}

/** Something a clock ran into. */
export interface Crossing {
  clock: ClockName;
  dueAt: Instant;
  /** Null for the warning, 0 for the breach itself, then the levels of the chain. */
  level: number | null;
}

const minuteMs = 60_000;

export const newClock = (clock: ClockName, targetMinutes: number | null): Clock => ({
  clock,
  targetMinutes,
  usedMs: 0,
  runningSince: null,
  stoppedAt: null,
  dueAt: null,
  warnedAt: null,
  breachedAt: null,
  level: 0,
  checkAt: null,
});

/** Business time it counted until `at`. */
export const usedMsAt = ({ usedMs, runningSince }: Clock, at: Instant, calendar: BusinessCalendar): number =>
  usedMs + (runningSince === null ? 0 : businessMsBetween(runningSince, at, calendar));

/** Lets it run, again or for the first time. */
export const run = (clock: Clock, at: Instant, promises: Promises): Clock =>
  clock.runningSince === null ? plan({ ...clock, runningSince: at, stoppedAt: null }, promises) : clock;

/** Lets it stand still. */
export const pause = (clock: Clock, at: Instant, promises: Promises): Clock =>
  clock.runningSince === null
    ? clock
    : plan({ ...clock, usedMs: usedMsAt(clock, at, promises.calendar), runningSince: null }, promises);

/** Stops it: what it was for has happened. */
export const stop = (clock: Clock, at: Instant, promises: Promises): Clock =>
  clock.stoppedAt === null ? { ...pause(clock, at, promises), stoppedAt: at } : clock;

/** Counts from nothing, as for a new promise of the same length. */
export const restart = ({ clock, targetMinutes }: Clock, at: Instant, promises: Promises): Clock =>
  run(newClock(clock, targetMinutes), at, promises);

/** Another promise: what was counted stays, and with it every pause there was. A breach stays a breach. */
export const retarget = (clock: Clock, targetMinutes: number | null, promises: Promises): Clock =>
  plan({ ...clock, targetMinutes }, promises);

/** The counted time at which each thing happens: the warning, the breach, the levels. */
function thresholds({ targetMinutes }: Clock, { escalationMinutes }: Promises): { level: number | null; ms: number }[] {
  if (targetMinutes === null) return [];
  const targetMs = targetMinutes * minuteMs;
  return [
    // Four fifths, in whole milliseconds: a fraction would never be reached.
    { level: null, ms: (targetMs * 4) / 5 },
    { level: 0, ms: targetMs },
    ...escalationMinutes.map((minutes, index) => ({ level: index + 1, ms: targetMs + minutes * minuteMs })),
  ];
}

const isAhead = ({ warnedAt, breachedAt, level: told }: Clock, level: number | null): boolean =>
  level === null ? warnedAt === null && breachedAt === null : level === 0 ? breachedAt === null : level > told;

/** Works out when it runs out and when to look at it next. */
export function plan(clock: Clock, promises: Promises): Clock {
  const { runningSince, usedMs, targetMinutes, breachedAt } = clock;
  const atUsed = (ms: number): Instant | null =>
    runningSince === null ? null : addBusinessMs(runningSince, Math.max(0, ms - usedMs), promises.calendar);
  const dueAt = targetMinutes === null ? null : (breachedAt ?? atUsed(targetMinutes * minuteMs));
  const next = thresholds(clock, promises).find(({ level }) => isAhead(clock, level));
  return { ...clock, dueAt, checkAt: next && dueAt !== null ? atUsed(next.ms) : null };
}

/** What a clock has run into by `at` and nobody was told yet, and the clock that knows. A warning that comes with the
 * breach is not worth telling. */
export function crossingsBy(
  clock: Clock,
  at: Instant,
  promises: Promises,
): { clock: Clock; crossings: readonly Crossing[] } {
  if (clock.checkAt === null || clock.checkAt > at || clock.dueAt === null) return { clock, crossings: [] };
  const { clock: name, dueAt } = clock;
  const used = usedMsAt(clock, at, promises.calendar);
  const passed = thresholds(clock, promises).filter(({ level, ms }) => ms <= used && isAhead(clock, level));
  const levels = passed.map(({ level }) => level);
  const known: Clock = {
    ...clock,
    warnedAt: clock.warnedAt ?? (levels.includes(null) ? at : null),
    breachedAt: clock.breachedAt ?? (levels.includes(0) ? dueAt : null),
    level: Math.max(clock.level, ...levels.map(level => level ?? 0)),
  };
  return {
    clock: plan(known, promises),
    crossings: levels
      .filter(level => level !== null || !levels.includes(0))
      .map(level => ({ clock: name, dueAt, level })),
  };
}
