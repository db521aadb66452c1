// When regular work comes round: the rules of RFC 5545 that a form can make, and their words.

import { tags } from '#web/kit/format.ts';
import type { Language } from '#web/text/language.ts';
import type { upkeepText } from '#web/text/upkeep.ts';

export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export const nths = ['1', '2', '3', '4', '-1'] as const;
export const kinds = ['daily', 'weekly', 'monthday', 'monthweekday', 'yearly'] as const;

export interface Rhythm {
  kind: (typeof kinds)[number];
  every: number;
  weekday: (typeof weekdays)[number];
  nth: (typeof nths)[number];
  day: number;
  month: number;
  /** `07:00`, in the wall time of the building. */
  time: string;
}

export const usual: Rhythm = {
  kind: 'monthday',
  every: 1,
  weekday: 'MO',
  nth: '1',
  day: 1,
  month: 1,
  time: '07:00',
};

const frequencies = {
  daily: 'DAILY',
  weekly: 'WEEKLY',
  monthday: 'MONTHLY',
  monthweekday: 'MONTHLY',
  yearly: 'YEARLY',
} as const;

/** The rule as the API takes it. */
export function ruleOf({ kind, every, weekday, nth, day, month, time }: Rhythm): string {
  const [hour, minute] = time.split(':').map(Number);
  return [
    `FREQ=${frequencies[kind]}`,
    every > 1 && `INTERVAL=${every}`,
    kind === 'weekly' && `BYDAY=${weekday}`,
    kind === 'monthweekday' && `BYDAY=${nth}${weekday}`,
    kind === 'yearly' && `BYMONTH=${month}`,
    (kind === 'monthday' || kind === 'yearly') && `BYMONTHDAY=${day}`,
    `BYHOUR=${hour}`,
    `BYMINUTE=${minute}`,
    'BYSECOND=0',
  ]
    .filter(Boolean)
    .join(';');
}

/** The rhythm of a rule; null for one that says more than a rhythm does. */
export function rhythmOf(rule: string): Rhythm | null {
  const parts = new Map(rule.split(';').map(part => part.split('=', 2) as [string, string]));
  const number = (name: string, otherwise: number) => Number(parts.get(name) ?? otherwise);
  const by = /^(-1|[1-4])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(parts.get('BYDAY') ?? '');
  const kind = kinds.find(each => frequencies[each] === parts.get('FREQ') && (each !== 'monthday' || by === null));
  if (!kind) return null;
  const found: Rhythm = {
    kind,
    every: number('INTERVAL', 1),
    weekday: (by?.[2] ?? usual.weekday) as Rhythm['weekday'],
    nth: (by?.[1] ?? usual.nth) as Rhythm['nth'],
    day: number('BYMONTHDAY', usual.day),
    month: number('BYMONTH', usual.month),
    time: [number('BYHOUR', 0), number('BYMINUTE', 0)].map(part => String(part).padStart(2, '0')).join(':'),
  };
  return ruleOf(found) === rule ? found : null;
}

// The first of January 2024 was a Monday.
export const weekdayName = (weekday: Rhythm['weekday'], language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { weekday: 'long' }).format(new Date(2024, 0, weekdays.indexOf(weekday) + 1));

export const monthName = (month: number, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { month: 'long' }).format(new Date(2024, month - 1, 1));

/** `Every month on the first Tuesday at 07:00` */
export function wordsOf(rhythm: Rhythm, t: (typeof upkeepText)['en'], language: Language): string {
  const { kind, every, weekday, nth, day, month, time } = rhythm;
  const name = weekdayName(weekday, language);
  const period = kind === 'monthday' || kind === 'monthweekday' ? 'monthly' : kind;
  const on = {
    daily: '',
    weekly: t.on(name),
    monthday: t.onDay(day),
    monthweekday: t.onNth(t.nths[nth], name),
    yearly: t.onDate(day, monthName(month, language)),
  }[kind];
  return [t.periods[period](every), on, t.at(time)].filter(Boolean).join(' ');
}
