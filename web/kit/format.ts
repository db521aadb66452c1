// How amounts, days and times are written, in the reader's language.

import type { Money } from '#kernel/contract';
import type { Language } from '#web/text/language.ts';

export const tags: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

/** `{ amount: '1299', currency: 'EUR' }` → `€12.99`. Reckoned on the digits: an amount never becomes a float. */
export function money({ amount, currency }: Money, language: Language): string {
  const format = new Intl.NumberFormat(tags[language], { style: 'currency', currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = amount.replace('-', '').padStart(decimals + 1, '0');
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return format.format(`${amount.startsWith('-') ? '-' : ''}${whole}` as Intl.StringNumericLiteral);
}

/** `23 November 2026`, of an instant here or of a day anywhere. */
export const day = (when: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { dateStyle: 'long' }).format(
    new Date(when.length === 10 ? `${when}T12:00` : when),
  );

/** `23 Nov 2026, 14:05` */
export const moment = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

/** `14:05` */
export const clock = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { timeStyle: 'short' }).format(new Date(instant));

/** When something is, by the clock where it is: `Tue 3 March, 10:00 – 12:00`. */
export function span({ startsAt, endsAt }: { startsAt: string; endsAt: string }, zone: string, language: Language) {
  return new Intl.DateTimeFormat(tags[language], {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).formatRange(new Date(startsAt), new Date(endsAt));
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 3_600],
  ['day', 86_400],
];

/** `just now`, `5 minutes ago`, `in 2 hours`; what is further than a week is a date. */
export function ago(instant: string, now: number, language: Language): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 45) return language === 'de' ? 'gerade eben' : 'just now';
  if (distance > 7 * 86_400)
    return new Intl.DateTimeFormat(tags[language], { dateStyle: 'medium' }).format(new Date(instant));
  const [unit, length] = steps.findLast(([, each]) => distance >= each * 0.9) ?? steps[0]!;
  return new Intl.RelativeTimeFormat(tags[language], { numeric: 'auto' }).format(Math.round(seconds / length), unit);
}

/** `Maria Sommer` → `MS` */
export const initials = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map(part => [...part][0]!)
    .filter((_part, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toUpperCase();
