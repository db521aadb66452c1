import { type Clock, instantAt } from '../../time.ts';

/** A clock that stands still until told otherwise; it may also be turned back. */
export function virtualClock(startMs = Date.UTC(2026, 10, 20)): Clock & { advance(ms: number): void } {
  let nowMs = startMs;
  return {
    now: () => instantAt(nowMs),
    epochMs: () => nowMs,
    advance: ms => {
      nowMs += ms;
    },
  };
}
