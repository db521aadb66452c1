// When a message that a provider did not take is tried again.

import { epochMs, type Instant, instantAt } from '#kernel/time';

const firstMs = 30_000;
const longestMs = 3_600_000;

/** After `attempts` failures: 30 s, doubling to an hour, each ± 25 % so that a provider coming back is not hit by all at
 * once; null after the last. `random` is 0 ≤ x < 1. */
export function retryAt(attempts: number, maxAttempts: number, now: Instant, random: number): Instant | null {
  if (attempts >= maxAttempts) return null;
  const delayMs = Math.min(longestMs, firstMs * 2 ** (attempts - 1));
  return instantAt(epochMs(now) + Math.round(delayMs * (0.75 + random / 2)));
}
