// Guesses at one account and mails to one address, wherever they come from. The limit per address stands in the contract.

import { fail } from '#kernel/errors';
import type { IamCtx } from './definition.ts';
import { keyedHash } from './keyed-hash.ts';

const buckets = {
  login: { capacity: 10, refillPerSecond: 5 / 60 },
  // Nobody's mailbox is to be flooded.
  mail: { capacity: 5, refillPerSecond: 1 / 300 },
  // Of a million codes three are good at a time: 20 a minute would find one within days, one a minute takes years.
  'second-factor': { capacity: 5, refillPerSecond: 1 / 60 },
};

/**
 * Takes one try. Raises `rate_limited`, and `unavailable` while the shared keys are away: an outage must
 * open no window for guessing. `who` is hashed, as keys are no place for addresses.
 */
export async function takeTry(ctx: IamCtx, what: keyof typeof buckets, who: string): Promise<void> {
  const key = `tries:${what}:${keyedHash(ctx, 'tries', who).toString('base64url')}`;
  const { allowed, retryAfterMs } = await ctx.keys.takeTokens(key, buckets[what]);
  if (allowed) return;
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  fail('rate_limited', `Wait ${retryAfterSeconds} s before you try again.`, { retryAfterSeconds });
}
