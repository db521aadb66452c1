// A clock that stands still until it is told to move.

import { type Clock, type Duration, durationMs, type Instant, instantAt, epochMs as parse } from '../time.ts';

export interface TestClock extends Clock {
  advance(duration: Duration): void;
  set(instant: Instant): void;
}

export function testClock(start: Instant): TestClock {
  let ms = parse(start);
  return {
    now: () => instantAt(ms),
    epochMs: () => ms,
    advance: duration => void (ms += durationMs(duration)),
    set: instant => void (ms = parse(instant)),
  };
}
