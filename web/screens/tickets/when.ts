import { tags } from '#web/kit/format.ts';
import type { Language } from '#web/text/language.ts';

/** Until when something is promised, as one says it: `Friday, 27 November at 17:00`. */
export const byWhen = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(instant));

/** When something is by the clock of the building: `3 Feb 2027, 07:00`. */
export const momentThere = (instant: string, zone: string, language: Language): string =>
  new Intl.DateTimeFormat(tags[language], { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
    new Date(instant),
  );
