// Rate limits that know what to do when the shared keys are gone.

import { CodedError } from '../errors.ts';
import type { Bucket, Taken } from './bucket.ts';
import type { Keys } from './port.ts';

export interface RateLimiter {
  /**
   * Takes from the bucket of that name. When the shared keys are unavailable, `refuse` lets nobody through (logins and
   * one-time codes: an outage must not open a window for guessing) and `local` counts in this process alone (reads: N
   * processes then let through up to N times as much, which is better than nothing at all).
   */
  take(name: string, bucket: Bucket, options: { whenDown: 'refuse' | 'local' }): Promise<Taken>;
}

const refused: Taken = { allowed: false, remaining: 0, retryAfterMs: 1_000, resetMs: 1_000 };

/** Takes the shared keys and keys that live in this process. */
export function rateLimiter(shared: Keys, local: Keys): RateLimiter {
  return {
    take: async (name, bucket, { whenDown }) => {
      const key = `ratelimit:${name}`;
      try {
        return await shared.takeTokens(key, bucket);
      } catch (error) {
        if (!(error instanceof CodedError) || error.code !== 'unavailable') throw error;
        return whenDown === 'local' ? local.takeTokens(key, bucket) : { ...refused };
      }
    },
  };
}
