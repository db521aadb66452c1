import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Bucket } from '../bucket.ts';
import { memoryKeyStore } from '../memory.ts';
import { keysSuite } from './suite.ts';
import { virtualClock } from './virtual-clock.ts';

keysSuite('in-process keys', async () => {
  const clock = virtualClock();
  return { store: memoryKeyStore(clock), advance: clock.advance };
});

function fresh(options?: { maxKeys?: number }) {
  const clock = virtualClock();
  return { clock, keys: memoryKeyStore(clock, options).forService('test') };
}

test('a key lives to the last millisecond of its life and not a millisecond longer', async () => {
  const { clock, keys } = fresh();
  await keys.set('a', 'x', { ttlMs: 1_000 });
  clock.advance(999);
  expect(await keys.get('a')).toBe('x');
  await keys.expire('a', 500);
  clock.advance(499);
  expect(await keys.get('a')).toBe('x');
  clock.advance(1);
  expect(await keys.get('a')).toBeNull();
});

test('an increment keeps the remaining life of a counter to the millisecond', async () => {
  const { clock, keys } = fresh();
  await keys.increment('n', 1, 1_000);
  clock.advance(999);
  expect(await keys.increment('n', 1, 1_000)).toBe(2);
  clock.advance(1);
  expect(await keys.increment('n', 1, 1_000)).toBe(1);
});

test('when there are too many keys the expired go first, then those unused for longest', async () => {
  const { clock, keys } = fresh({ maxKeys: 4 });
  await keys.set('old', '1');
  await keys.set('used', '2');
  await keys.set('brief', '3', { ttlMs: 10 });
  await keys.set('new', '4');
  await keys.get('old');
  clock.advance(10);
  await keys.set('fifth', '5');
  expect(await keys.getMany(['old', 'used', 'brief', 'new', 'fifth'])).toEqual(['1', '2', null, '4', '5']);
  await keys.get('used');
  await keys.get('old');
  await keys.set('sixth', '6');
  expect(await keys.getMany(['old', 'used', 'new', 'fifth', 'sixth'])).toEqual(['1', '2', null, '5', '6']);
});

test('a flood of keys stays within the bound and what is in use survives it', async () => {
  const { keys } = fresh({ maxKeys: 1_000 });
  await keys.set('in use', 'x');
  for (let i = 0; i < 20_000; i++) {
    await keys.set(`flood:${i}`, 'x', { ttlMs: 60_000 });
    if (i % 500 === 0) expect(await keys.get('in use')).toBe('x');
  }
  const left = await keys.getMany(Array.from({ length: 20_000 }, (_, i) => `flood:${i}`));
  const there = left.filter(value => value !== null).length;
  expect(there).toBeLessThan(1_000);
  expect(there).toBeGreaterThan(900);
});

test('closing forgets everything, and the store says what it is', async () => {
  const store = memoryKeyStore(virtualClock());
  await store.forService('test').set('a', 'x');
  await store.close();
  expect(await store.forService('test').get('a')).toBeNull();
  expect(store.describe()).toBe('in-process');
});

const someBucket: fc.Arbitrary<Bucket & { cost: number }> = fc
  .record({ capacity: fc.integer({ min: 1, max: 50 }), perMinute: fc.integer({ min: 1, max: 6_000 }) })
  .chain(({ capacity, perMinute }) =>
    fc.record({
      capacity: fc.constant(capacity),
      refillPerSecond: fc.constant(perMinute / 60),
      cost: fc.integer({ min: 1, max: capacity }),
    }),
  );

test('a refused take succeeds exactly when the bucket said, and not a millisecond before', async () => {
  await fc.assert(
    fc.asyncProperty(someBucket, fc.array(fc.nat(5_000), { maxLength: 20 }), async (bucket, pauses) => {
      const { clock, keys } = fresh();
      for (const pauseMs of pauses) {
        clock.advance(pauseMs);
        const first = await keys.takeTokens('b', bucket);
        if (first.allowed) continue;
        clock.advance(first.retryAfterMs - 1);
        expect((await keys.takeTokens('b', bucket)).allowed).toBe(false);
        clock.advance(1);
        expect((await keys.takeTokens('b', bucket)).allowed).toBe(true);
      }
    }),
  );
});

test('over any time a bucket gives at most its capacity and what was refilled, and no less', async () => {
  await fc.assert(
    fc.asyncProperty(someBucket, fc.array(fc.nat(2_000), { maxLength: 60 }), async (bucket, pauses) => {
      const { clock, keys } = fresh();
      const { capacity, refillPerSecond, cost } = bucket;
      let tokens = capacity;
      for (const pauseMs of pauses) {
        clock.advance(pauseMs);
        tokens = Math.min(capacity, tokens + (pauseMs * refillPerSecond) / 1_000);
        const { allowed, remaining } = await keys.takeTokens('b', bucket);
        // The span of one token is rounded to a microsecond: a two-hundredth of a percent at 100 tokens a second.
        const slack = 0.02;
        if (allowed) expect(tokens).toBeGreaterThan(cost - slack);
        else expect(tokens).toBeLessThan(cost + slack);
        if (allowed) tokens -= cost;
        expect(remaining).toBeLessThanOrEqual(tokens + slack);
        expect(remaining).toBeGreaterThan(tokens - 1 - slack);
      }
    }),
  );
});

test('a clock that goes back empties a bucket at most, so nobody is locked out for the difference', async () => {
  const { clock, keys } = fresh();
  const bucket = { capacity: 10, refillPerSecond: 1 };
  await keys.takeTokens('b', bucket);
  clock.advance(-3_600_000);
  expect(await keys.takeTokens('b', bucket)).toMatchObject({ allowed: false, retryAfterMs: 1_000, resetMs: 10_000 });
  clock.advance(1_000);
  expect(await keys.takeTokens('b', bucket)).toMatchObject({ allowed: true, resetMs: 10_000 });
});
