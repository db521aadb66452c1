// A lane lets so many works through at once; the others wait in line, and when the line is long nobody else is let in.

import { checkDeadline } from './call.ts';
import { fail } from './errors.ts';

export interface LaneOptions {
  /** Works that run at once. */
  width: number;
  maxWaiting: number;
}

/** Builds a lane. A work that would wait behind too many raises `overloaded` at once, one whose request has run out of
 * time meanwhile `deadline_exceeded`. */
export function lane({ width, maxWaiting }: LaneOptions): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running >= width) {
      if (waiting.length >= maxWaiting)
        fail('overloaded', 'Many are waiting for this already; try again in a moment.', { retryAfterSeconds: 1 });
      // Whoever leaves hands over its place, so that none who comes in between takes it.
      await new Promise<void>(resolve => waiting.push(resolve));
    } else running++;
    try {
      checkDeadline();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
