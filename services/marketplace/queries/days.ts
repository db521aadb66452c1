// The days somebody asks about.

import { fail } from '#kernel/errors';
import { epochMs, type Instant, instantAt } from '#kernel/time';
import { instantOfMidnight } from '../domain/calendar.ts';

const maxDays = 62;
const dayMs = 86_400_000;

/** From when to when some days of a zone are. Raises `invalid_argument` for too many, or none. */
export function daysBetween(zone: string, { from, to }: { from: string; to: string }): { from: Instant; to: Instant } {
  const midnight = (day: string) => epochMs(`${day}T00:00:00.000Z`);
  const count = (midnight(to) - midnight(from)) / dayMs + 1;
  if (count < 1 || count > maxDays) fail('invalid_argument', `Ask for up to ${maxDays} days, the first one first.`);
  const next = instantAt(midnight(to) + dayMs).slice(0, 10);
  return { from: instantOfMidnight(zone, from), to: instantOfMidnight(zone, next) };
}
