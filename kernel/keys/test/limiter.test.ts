import { expect, test } from 'vitest';
import { fail } from '../../errors.ts';
import { rateLimiter } from '../limiter.ts';
import { memoryKeyStore } from '../memory.ts';
import type { Keys } from '../port.ts';
import { virtualClock } from './virtual-clock.ts';

const bucket = { capacity: 2, refillPerSecond: 1 };

/** Two in-process stores, the shared one of which can be taken away. */
function limits() {
  const clock = virtualClock();
  const local = memoryKeyStore(clock).forService('iam');
  const real = memoryKeyStore(clock).forService('iam');
  const state = { down: false };
  const shared: Keys = {
    ...real,
    takeTokens: (key, wanted) =>
      state.down ? Promise.resolve().then(() => fail('unavailable', 'gone')) : real.takeTokens(key, wanted),
  };
  return { state, local, shared, clock, limiter: rateLimiter(shared, local) };
}

test('while the shared keys answer, their bucket decides', async () => {
  const { limiter, shared, local } = limits();
  expect(await limiter.take('login:ann', bucket, { whenDown: 'refuse' })).toMatchObject({ allowed: true });
  expect(await rateLimiter(shared, local).take('login:ann', bucket, { whenDown: 'local' })).toMatchObject({
    allowed: true,
    remaining: 0,
  });
  expect(await limiter.take('login:ann', bucket, { whenDown: 'local' })).toMatchObject({ allowed: false });
  expect(await limiter.take('login:bob', bucket, { whenDown: 'local' })).toMatchObject({ allowed: true });
});

test('without the shared keys a limit that must fail closed lets nobody through', async () => {
  const { limiter, state } = limits();
  state.down = true;
  const refused = { allowed: false, remaining: 0, retryAfterMs: 1_000, resetMs: 1_000 };
  expect(await limiter.take('login:ann', bucket, { whenDown: 'refuse' })).toEqual(refused);
  state.down = false;
  expect(await limiter.take('login:ann', bucket, { whenDown: 'refuse' })).toMatchObject({ allowed: true });
});

test('without the shared keys a limit on reads counts in this process, and refills there', async () => {
  const { limiter, state, clock } = limits();
  state.down = true;
  const take = async () => (await limiter.take('list:ann', bucket, { whenDown: 'local' })).allowed;
  expect([await take(), await take(), await take()]).toEqual([true, true, false]);
  clock.advance(1_000);
  expect(await take()).toBe(true);
});

test('an error that is no outage is passed on', async () => {
  const { local, shared } = limits();
  const broken: Keys = {
    ...shared,
    takeTokens: () => Promise.resolve().then(() => fail('deadline_exceeded', 'too late')),
  };
  for (const whenDown of ['refuse', 'local'] as const) {
    await expect(rateLimiter(broken, local).take('x', bucket, { whenDown })).rejects.toThrow('too late');
  }
});

test('a bucket that makes no sense is an error, not an outage', async () => {
  const { limiter } = limits();
  const impossible = { capacity: 1, refillPerSecond: 0 };
  await expect(limiter.take('x', impossible, { whenDown: 'local' })).rejects.toThrow(RangeError);
  await expect(limiter.take('x', impossible, { whenDown: 'refuse' })).rejects.toThrow(RangeError);
});

test("a limit keeps out of the way of the service's own keys", async () => {
  const { limiter, shared } = limits();
  await shared.set('login:ann', 'mine');
  await limiter.take('login:ann', bucket, { whenDown: 'refuse' });
  expect(await shared.get('login:ann')).toBe('mine');
});
