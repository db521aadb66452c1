import { useSyncExternalStore } from 'react';
import { useLanguage } from '#web/text/language.ts';
import { ago, moment } from './format.ts';

const everyMs = 30_000;
const watchers = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

/** One clock for all that watch it, so that a page of many times has one timer. */
function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  timer ??= setInterval(() => {
    for (const each of watchers) each();
  }, everyMs);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

const current = (): number => {
  if (Date.now() - now >= everyMs) now = Date.now();
  return now;
};

/** What time it is, to half a minute; goes on by itself. */
export const useNow = (): number => useSyncExternalStore(watch, current);

/** How long ago something was; the exact time when it is pointed at. Goes on by itself. */
export function Ago({ at }: { at: string }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={moment(at, language)}>
      {ago(at, useNow(), language)}
    </time>
  );
}
