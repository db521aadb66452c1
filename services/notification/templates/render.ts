// From a template and its variables to the texts of one message. Handlebars is strict here: a variable nobody gave is an
// error, never a gap in a letter. HTML is escaped; subject, short text and text are plain.

import handlebars from 'handlebars';
import { LRUCache } from 'lru-cache';
import { fail } from '#kernel/errors';
import type { Instant } from '#kernel/time';
import type { Locale } from '../domain/types.ts';
import { htmlFrame, textFrame } from './frame.ts';
import type { Texts } from './letter.ts';
import { moneyIn } from './money.ts';
import { words } from './words.ts';

/** What holds for the reader rather than the message. */
export interface Reader {
  locale: Locale;
  zone: string;
  settingsUrl: string;
  /** Null where nobody can unsubscribe. */
  unsubscribeUrl: string | null;
  /** Somebody without an account: there is nothing to set. */
  guest?: boolean;
}

/** Day before month in both. */
const dateLocales: Record<Locale, string> = { en: 'en-GB', de: 'de-DE' };

const dateFormats = new LRUCache<string, Intl.DateTimeFormat>({ max: 500 });

function dateFormatOf(locale: Locale, timeZone: string): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone}`;
  let found = dateFormats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(dateLocales[locale], {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    });
    dateFormats.set(key, found);
  }
  return found;
}

const dayFormatIn = (locale: Locale) =>
  new Intl.DateTimeFormat(dateLocales[locale], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
/** For what is a day wherever one is. */
const dayFormats: Record<Locale, Intl.DateTimeFormat> = { en: dayFormatIn('en'), de: dayFormatIn('de') };

const engine = handlebars.create();
engine.registerHelper('word', (code: unknown, { data }: handlebars.HelperOptions) => {
  const locale = data.locale as Locale;
  return words[locale][String(code)] ?? String(code);
});
engine.registerHelper('date', (instant: Instant, { data }: handlebars.HelperOptions) =>
  dateFormatOf(data.locale, data.zone).format(Date.parse(instant)),
);
engine.registerHelper('day', (day: string, { data }: handlebars.HelperOptions) =>
  dayFormats[data.locale as Locale].format(Date.parse(day)),
);
engine.registerHelper('money', (money: { amount: string; currency: string }, { data }: handlebars.HelperOptions) =>
  moneyIn(dateLocales[data.locale as Locale], money),
);

/** By their sources as they are: a key made for each look-up would be hashed anew at each. */
const compiled = {
  plain: new LRUCache<string, handlebars.TemplateDelegate>({ max: 500 }),
  html: new LRUCache<string, handlebars.TemplateDelegate>({ max: 500 }),
};

function fill(source: string, kind: keyof typeof compiled, variables: object, { locale, zone }: Reader): string {
  let template = compiled[kind].get(source);
  if (!template) {
    // `knownHelpersOnly` keeps a template of an administrator from calling what is not listed here.
    template = engine.compile(source, {
      strict: true,
      noEscape: kind === 'plain',
      knownHelpersOnly: true,
      knownHelpers: { word: true, date: true, day: true, money: true },
    });
    compiled[kind].set(source, template);
  }
  return template(variables, { data: { locale, zone } });
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Fills a template. Raises `invalid_argument` if it cannot be read or asks for a variable that is not there. */
export function render(texts: Texts, variables: object, reader: Reader): Texts {
  try {
    const subject = oneLine(fill(texts.subject, 'plain', variables, reader));
    return {
      subject,
      short: oneLine(fill(texts.short, 'plain', variables, reader)),
      text: textFrame(fill(texts.text, 'plain', variables, reader), reader),
      html: htmlFrame(subject, fill(texts.html, 'html', variables, reader), reader),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0]! : String(cause);
    return fail('invalid_argument', `The template cannot be filled: ${why}.`, { cause });
  }
}
