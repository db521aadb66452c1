// The language of the page, and how a screen's texts are written: English first, German with the same keys. A text with
// something in it is a function, so what goes in is checked as any argument is. Each area has a file of its own, which
// comes with its screens.

import { useSyncExternalStore } from 'react';

export type Language = 'en' | 'de';

export const languages = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
] as const;

interface Tree {
  readonly [key: string]: string | ((...values: never[]) => string) | Tree;
}

type Alike<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...values: infer A) => string
      ? (...values: A) => string
      : Alike<T[K]>;
};

export interface Texts<T> {
  en: Alike<T>;
  de: Alike<T>;
}

/** Declares an area's texts. A key that is missing in German is a type error. */
export const texts = <T extends Tree>(en: T, de: Alike<T>): Texts<T> => ({ en: en as unknown as Alike<T>, de });

/** `one` for one, else `other`. */
export const counted = (count: number, one: string, other: string): string => (count === 1 ? one : other);

const listeners = new Set<() => void>();
let language: Language = 'en';

export const currentLanguage = (): Language => language;

/** Takes the language the page was marked with before it was painted: see public/before.js. */
export function beginLanguage(): void {
  language = document.documentElement.lang === 'de' ? 'de' : 'en';
}

/** Switches the language, here and for the next visit. */
export function chooseLanguage(next: Language): void {
  language = next;
  document.documentElement.lang = next;
  localStorage.setItem('agora.language', next);
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

export const useLanguage = (): Language => useSyncExternalStore(subscribe, currentLanguage);

/** An area's texts in the language of the page. */
export const useText = <T>(of: Texts<T>): Alike<T> => of[useLanguage()];
