// Days are counted where the building stands.

import { Temporal } from 'temporal-polyfill';
import { fail } from '#kernel/errors';
import type { Instant } from '#kernel/time';

/** The zone as IANA spells it. Raises `invalid_argument` on anything else, fixed offsets included: they know no summer
 * time. */
export function ianaZone(zone: string): string {
  try {
    const { timeZoneId } = new Temporal.ZonedDateTime(0n, zone);
    if (/^[A-Z]/i.test(timeZoneId)) return timeZoneId;
  } catch {
    // Not a zone at all: the same answer as for an offset.
  }
  const message = `"${zone}" is no IANA time zone; one is Europe/Berlin.`;
  return fail('invalid_argument', message, { fields: [{ path: 'zone', message }] });
}

/** The day it is in a zone, `2026-03-02`. */
export const dayIn = (zone: string, now: Instant): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate().toString();
