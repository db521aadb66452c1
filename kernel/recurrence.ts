// Recurrence by RFC 5545, at a wall time in a zone: a daylight-saving change moves no occurrence's wall time.

import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { fail } from './errors.ts';
import { epochMs, type Instant } from './time.ts';

export interface Recurrence {
  /** `FREQ=WEEKLY;BYDAY=MO;BYHOUR=7` */
  rrule: string;
  /** An IANA zone, e.g. `Europe/Berlin`. */
  zone: string;
  /** The first wall time is taken from here. */
  start: Instant;
}

/** The first occurrence strictly after an instant, or null when the rule has ended. Raises `invalid_argument` on a rule
 * or zone that cannot be read. */
export function nextOccurrence({ rrule, zone, start }: Recurrence, after: Instant): Instant | null {
  try {
    const dtstart = Temporal.Instant.from(start).toZonedDateTimeISO(zone);
    const rule = new RRuleTemporal({ rruleString: rrule, dtstart, temporal: Temporal });
    const next = rule.next(new Date(epochMs(after)));
    return next === null ? null : new Date(next.epochMilliseconds).toISOString();
  } catch (cause) {
    return fail('invalid_argument', `"${rrule}" in ${zone} is not a recurrence rule of RFC 5545.`, { cause });
  }
}
