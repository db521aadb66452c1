// A lane lets so many through at once; the others wait in line, and when the line is long nobody else is let in.

import { fail } from '#kernel/errors';

export interface LaneOptions {
  /** Works that run at once. */
  width: number;
  maxWaiting: number;
}

/** Builds a lane. A work that would wait behind too many raises `overloaded` at once. */
export function lane({ width, maxWaiting }: LaneOptions): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async work => {
    if (running >= width) {
      if (waiting.length >= maxWaiting)
        fail('overloaded', 'Many pictures are being worked on; try again in a moment.', { retryAfterSeconds: 5 });
      // Whoever leaves hands over its place, so that none who comes in between takes it.
      await new Promise<void>(resolve => waiting.push(resolve));
    } else running++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
