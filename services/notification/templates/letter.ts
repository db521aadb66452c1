// An e-mail written once, as paragraphs and perhaps a button, becomes its text and its HTML.

import type { Locale } from '../domain/types.ts';
import { frames } from './words.ts';

/** The texts of one type in one language, as Handlebars sources. */
export interface Texts {
  subject: string;
  /** One sentence or two: in the app, by SMS, on a lock screen. */
  short: string;
  text: string;
  html: string;
}

/** Builds the body of an e-mail in a language: greeting, paragraphs, and a button that leads to `url`. */
export const letterIn =
  (locale: Locale) =>
  (paragraphs: readonly string[], button?: { label: string; url: string }): Pick<Texts, 'text' | 'html'> => {
    const all = [frames[locale].greeting, ...paragraphs];
    return {
      text: [...all, ...(button ? [`${button.label}: ${button.url}`] : [])].join('\n\n'),
      html: [
        ...all.map(paragraph => `<p>${paragraph}</p>`),
        ...(button ? [`<p><a class="button" href="${button.url}">${button.label}</a></p>`] : []),
      ].join('\n'),
    };
  };

/** Texts of one sentence in the app; the same and perhaps more by e-mail. */
export const saidIn = (locale: Locale) => {
  const letter = letterIn(locale);
  return (subject: string, short: string, button: { label: string; url: string }, ...more: string[]): Texts => ({
    subject,
    short,
    ...letter([short, ...more], button),
  });
};

/** The button most letters end with: to the thing in the web app. */
export const toThing = (label: string) => ({ label, url: '{{link}}' });
