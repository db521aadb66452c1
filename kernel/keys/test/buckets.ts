// The part of the shared suite that is about token buckets.

import { expect, test } from 'vitest';
import type { Keys } from '../port.ts';

const hourMs = 3_600_000;
// Refills so slowly that a test sees none of it.
const slow = { refillPerSecond: 1 / 3_600 };

/** Registers what the token buckets of every engine must do. */
export function buckets(own: () => Keys, wait: () => Promise<void>): void {
  test('a bucket starts full, gives its capacity and then says how long to wait', async () => {
    const bucket = { capacity: 3, ...slow };
    for (const remaining of [2, 1, 0]) {
      expect(await own().takeTokens('bucket', bucket)).toMatchObject({ allowed: true, remaining, retryAfterMs: 0 });
    }
    const refused = await own().takeTokens('bucket', bucket);
    expect(refused).toMatchObject({ allowed: false, remaining: 0 });
    expect(refused.retryAfterMs).toBeGreaterThan(hourMs - 60_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(hourMs);
    expect(refused.resetMs).toBeGreaterThan(3 * hourMs - 60_000);
    expect(refused.resetMs).toBeLessThanOrEqual(3 * hourMs);
  });

  test('a take of several tokens gets all or none', async () => {
    const bucket = { capacity: 5, ...slow };
    expect(await own().takeTokens('several', { ...bucket, cost: 3 })).toMatchObject({ allowed: true, remaining: 2 });
    expect(await own().takeTokens('several', { ...bucket, cost: 3 })).toMatchObject({ allowed: false, remaining: 2 });
    expect(await own().takeTokens('several', { ...bucket, cost: 2 })).toMatchObject({ allowed: true, remaining: 0 });
  });

  test('an empty bucket refills with time, and leaves nothing behind once full', async () => {
    const bucket = { capacity: 2, refillPerSecond: 100 };
    await own().takeTokens('refill', { ...bucket, cost: 2 });
    await wait();
    expect(await own().get('refill')).toBeNull();
    expect(await own().takeTokens('refill', { ...bucket, cost: 2 })).toMatchObject({ allowed: true });
  });

  test('200 concurrent takes from a bucket of 10 get exactly 10', async () => {
    const taken = await Promise.all(
      Array.from({ length: 200 }, () => own().takeTokens('crowd', { capacity: 10, ...slow })),
    );
    expect(taken.filter(take => take.allowed)).toHaveLength(10);
  });

  test('a lowered capacity binds at once', async () => {
    await own().takeTokens('lowered', { capacity: 100, cost: 50, ...slow });
    expect(await own().takeTokens('lowered', { capacity: 10, ...slow })).toMatchObject({
      allowed: false,
      remaining: 0,
    });
    // Had the debt of the old capacity stayed, this would be forty hours.
    expect((await own().takeTokens('lowered', { capacity: 10, ...slow })).resetMs).toBeLessThanOrEqual(10 * hourMs);
  });
}

/** Registers which buckets and keys every engine must refuse. */
export function wrongBuckets(own: () => Keys): void {
  test('a bucket that can never give is refused', async () => {
    const wrong = [
      { capacity: 0, refillPerSecond: 1 },
      { capacity: 1.5, refillPerSecond: 1 },
      { capacity: 1, refillPerSecond: 0 },
      { capacity: 1, refillPerSecond: -1 },
      { capacity: 1, refillPerSecond: Number.NaN },
      { capacity: 2, refillPerSecond: 1, cost: 3 },
      { capacity: 2, refillPerSecond: 1, cost: 0 },
      { capacity: 1_000, refillPerSecond: 1 / 86_400 },
    ];
    for (const bucket of wrong) {
      await expect(own().takeTokens('wrong', bucket)).rejects.toThrow('not a token bucket');
    }
  });

  test('a key is a bucket or something else, never both', async () => {
    await own().set('mixed', '5');
    await expect(own().takeTokens('mixed', { capacity: 1, ...slow })).rejects.toThrow(TypeError);
    expect(await own().get('mixed')).toBe('5');
    await own().takeTokens('mixed:bucket', { capacity: 1, ...slow });
    await expect(own().increment('mixed:bucket')).rejects.toThrow(TypeError);
  });
}
