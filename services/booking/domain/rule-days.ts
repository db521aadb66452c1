// On which days a rule of RFC 5545 holds. Days are reckoned without a zone: a rule speaks of the wall calendar, and what
// time it is there is another matter.

import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { fail } from '#kernel/errors';
import { dateOf, dayOf } from './wall.ts';

/** No rule is asked for more days at once. */
const maxDays = 800;

const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** The first day of the epoch was a Thursday. */
const weekdayOf = (day: number): string => weekdays[(((day + 3) % 7) + 7) % 7]!;

/** What most rules look like; whoever asks for a month of days need not build the whole machine for them. */
const simple = /^FREQ=(?:DAILY|WEEKLY;BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*))$/;

/** The days of a rule from `from` to `to`, both included, as days since 1970-01-01. Raises `invalid_argument` on a rule
 * that cannot be read, or that goes by hours. */
export function daysOfRule(rrule: string, first: number, from: number, to: number): number[] {
  const plain = simple.exec(rrule);
  const start = Math.max(first, from);
  if (plain) {
    const wanted = plain[1]?.split(',') ?? weekdays;
    const span = Array.from({ length: Math.max(0, Math.min(to - start, maxDays) + 1) }, (_, index) => start + index);
    return span.filter(day => wanted.includes(weekdayOf(day)));
  }
  if (/HOURLY|MINUTELY|SECONDLY|BYHOUR|BYMINUTE|BYSECOND|DTSTART|RDATE|EXDATE/i.test(rrule)) return unreadable(rrule);
  if (to < start) return [];
  try {
    const rule = new RRuleTemporal({ rruleString: rrule, dtstart: midnight(first), temporal: Temporal });
    const found = rule.between(midnight(start), midnight(Math.min(to, start + maxDays)), true);
    return found.map(each => dayOf(each.toPlainDate().toString()));
  } catch (cause) {
    return unreadable(rrule, cause);
  }
}

const midnight = (day: number) => Temporal.PlainDate.from(dateOf(day)).toZonedDateTime('UTC');

const unreadable = (rrule: string, cause?: unknown): never =>
  fail('invalid_argument', `"${rrule}" is not a recurrence rule of RFC 5545 by days, weeks, months or years.`, {
    reason: 'rule_unreadable',
    ...(cause !== undefined && { cause }),
  });
