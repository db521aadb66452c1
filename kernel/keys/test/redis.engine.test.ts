import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { CodedError } from '../../errors.ts';
import { rateLimiter } from '../limiter.ts';
import { memoryKeyStore } from '../memory.ts';
import type { Keys } from '../port.ts';
import { redisKeyStore } from '../redis.ts';
import { type RedisServer, startRedis } from './redis-server.ts';
import { keysSuite } from './suite.ts';
import { virtualClock } from './virtual-clock.ts';

const url = process.env.AGORA_TEST_REDIS_URL;
if (!url) throw new Error('set AGORA_TEST_REDIS_URL to a Redis for tests, such as redis://127.0.0.1:6379');

const silent = pino({ level: 'silent' });

keysSuite('redis keys', async () => ({ store: await redisKeyStore(url, silent), advance: ms => sleep(ms) }));

/** A server and a store of this test's own, both gone when it ends. */
async function own(args: string[] = []) {
  let server = await startRedis({ args });
  onTestFinished(() => server.kill());
  const lines: string[] = [];
  const store = await redisKeyStore(server.url, pino({ base: null }, { write: line => lines.push(line) }));
  onTestFinished(() => store.close());
  const restart = async (): Promise<RedisServer> => (server = await startRedis({ port: server.port, args }));
  return { store, keys: store.forService('test'), lines, restart, server: () => server };
}

const bucket = { capacity: 5, refillPerSecond: 1 };

const everyCall: Record<string, (keys: Keys) => Promise<unknown>> = {
  get: keys => keys.get('k'),
  getMany: keys => keys.getMany(['k', 'l']),
  set: keys => keys.set('k', 'v'),
  delete: keys => keys.delete('k'),
  expire: keys => keys.expire('k', 1_000),
  increment: keys => keys.increment('n', 1, 60_000),
  compareAndSet: keys => keys.compareAndSet('c', null, 'v', 60_000),
  takeTokens: keys => keys.takeTokens('b', bucket),
};

/** The code each call failed with, and how long the slowest took. */
async function failures(keys: Keys) {
  let slowestMs = 0;
  const codes: Record<string, string> = {};
  for (const [name, call] of Object.entries(everyCall)) {
    const startMs = performance.now();
    codes[name] = await call(keys).then(
      () => 'answered',
      error => (error instanceof CodedError ? error.code : String(error)),
    );
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
  }
  return { codes, slowestMs };
}

const allUnavailable = Object.fromEntries(Object.keys(everyCall).map(name => [name, 'unavailable']));
const allAnswered = Object.fromEntries(Object.keys(everyCall).map(name => [name, 'answered']));

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadlineMs) throw new Error(`waited 10 s for ${condition}`);
    await sleep(10);
  }
}

test('a killed server makes every call fail quickly as unavailable, and its return heals it', async () => {
  const { store, keys, restart, server, lines } = await own();
  expect((await failures(keys)).codes).toEqual(allAnswered);
  await server().kill();
  const down = await failures(keys);
  expect(down.codes).toEqual(allUnavailable);
  expect(down.slowestMs).toBeLessThan(500);
  await until(() => !store.healthy());

  // Long enough for several attempts to reconnect, of which the log says nothing.
  await sleep(300);
  await restart();
  await until(() => store.healthy());
  expect((await failures(keys)).codes).toEqual(allAnswered);
  expect(lines.map(line => JSON.parse(line).msg)).toEqual([
    'Redis is not reachable; start it or correct REDIS_URL. Trying again by itself.',
    'Redis is reachable again',
  ]);
});

test('calls under way when the server is killed fail at once and are not sent again', async () => {
  const { store, keys, server, restart } = await own();
  server().process.kill('SIGSTOP');
  const underWay = Object.values(everyCall).map(call => call(keys));
  const settled = Promise.allSettled(underWay);
  await server().kill();
  const startMs = performance.now();
  for (const outcome of await settled) expect(outcome).toMatchObject({ reason: { code: 'unavailable' } });
  expect(performance.now() - startMs).toBeLessThan(500);
  await restart();
  await until(() => store.healthy());
  expect(await keys.getMany(['k', 'n', 'c', 'b'])).toEqual([null, null, null, null]);
});

test('a frozen server counts as down within a second, and its thaw heals it', async () => {
  const { store, keys, server } = await own();
  server().process.kill('SIGSTOP');
  const startMs = performance.now();
  await expect(keys.get('k')).rejects.toMatchObject({ code: 'unavailable' });
  expect(performance.now() - startMs).toBeLessThan(500);
  await until(() => !store.healthy());
  const down = await failures(keys);
  expect(down.codes).toEqual(allUnavailable);
  expect(down.slowestMs).toBeLessThan(500);
  const late = keys.increment('late').catch(error => error.code);
  server().process.kill('SIGCONT');
  expect(await late).toBe('unavailable');
  await until(() => store.healthy());
  expect(await keys.get('late')).toBeNull();
  expect((await failures(keys)).codes).toEqual(allAnswered);
});

test('a flush of keys and scripts in the middle of work lets every call succeed', async () => {
  const { keys, server } = await own();
  const admin = new Redis(server().url);
  onTestFinished(() => admin.disconnect());
  let flushes = 0;
  let rounds = 0;
  const work = async (name: string) => {
    while (flushes < 5) {
      await keys.increment(`n:${name}`, 1, 60_000);
      await keys.compareAndSet(`c:${name}`, null, 'x');
      await keys.takeTokens(`b:${name}`, { capacity: 1_000, refillPerSecond: 1_000 });
      await keys.set(`s:${name}`, 'x', { onlyIfAbsent: true });
      rounds += 1;
    }
  };
  const workers = Array.from({ length: 20 }, (_, i) => work(String(i)));
  for (; flushes < 5; flushes++) {
    const from = rounds;
    await until(() => rounds >= from + 40);
    await admin.flushall();
    await admin.script('FLUSH');
  }
  await Promise.all(workers);
  expect(rounds).toBeGreaterThanOrEqual(200);
});

test('two processes share one bucket of 10 among 200 concurrent takes', async () => {
  const { keys, server } = await own();
  const second = await redisKeyStore(server().url, silent);
  onTestFinished(() => second.close());
  const wanted = { capacity: 10, refillPerSecond: 1 / 3_600 };
  const takes = Array.from({ length: 200 }, (_, i) =>
    (i % 2 ? keys : second.forService('test')).takeTokens('crowd', wanted),
  );
  expect((await Promise.all(takes)).filter(take => take.allowed)).toHaveLength(10);
});

test('a limit fails closed or counts locally while the server is down, and is shared again after', async () => {
  const { store, keys, server, restart } = await own();
  const limiter = rateLimiter(keys, memoryKeyStore(virtualClock()).forService('test'));
  const allowed = async (whenDown: 'refuse' | 'local') =>
    (await limiter.take('ann', { capacity: 1, refillPerSecond: 1 / 3_600 }, { whenDown })).allowed;
  expect([await allowed('local'), await allowed('local')]).toEqual([true, false]);
  await server().kill();
  expect([await allowed('refuse'), await allowed('local'), await allowed('local')]).toEqual([false, true, false]);
  await restart();
  await until(() => store.healthy());
  expect([await allowed('refuse'), await allowed('refuse')]).toEqual([true, false]);
});

test('a server that became a read-only replica refuses writes as unavailable and takes them again once promoted', async () => {
  const { keys, server, lines } = await own();
  const admin = new Redis(server().url);
  onTestFinished(() => admin.disconnect());
  await admin.replicaof('127.0.0.1', 1);
  const refused = await keys.set('k', 'secret-value').catch(error => error);
  expect(refused).toMatchObject({ code: 'unavailable', extras: { cause: expect.stringContaining('READONLY') } });
  expect(inspect(refused, { depth: 9 })).not.toContain('secret');
  // The address may lead to another server by now, which only a new connection finds.
  await until(() => lines.some(line => line.includes('reachable again')));
  await admin.replicaof('NO', 'ONE');
  await until(() => keys.set('k', 'v').catch(() => false));
  expect(await keys.get('k')).toBe('v');
});

test('a store started while the server is away says so, and works once it is there', async () => {
  const server = await startRedis();
  await server.kill();
  const store = await redisKeyStore(server.url, silent);
  onTestFinished(() => store.close());
  expect(store.healthy()).toBe(false);
  await expect(store.forService('test').get('k')).rejects.toMatchObject({ code: 'unavailable' });
  const back = await startRedis({ port: server.port });
  onTestFinished(() => back.kill());
  await until(() => store.healthy());
  expect(await store.forService('test').get('k')).toBeNull();
});

test('a wrong password or database stops the start, and no password is repeated anywhere', async () => {
  const server = await startRedis({ args: ['--requirepass', 'right-secret'] });
  onTestFinished(() => server.kill());
  const lines: string[] = [];
  const log = pino({ base: null }, { write: line => lines.push(line) });
  const at = (credentials: string, db = '') => `redis://${credentials}127.0.0.1:${server.port}${db}`;
  const refused = async (address: string) => inspect(await redisKeyStore(address, log).catch(error => error));
  expect(await refused(at('user:wrong-secret@'))).toContain('WRONGPASS');
  expect(await refused(at(''))).toContain('NOAUTH');
  expect(await refused(at(':right-secret@', '/99'))).toContain('DB index');
  expect(`${await refused(at(':wrong-secret@'))} ${lines.join(' ')}`).not.toContain('secret');

  const admin = new Redis(at(':right-secret@'));
  onTestFinished(() => admin.disconnect());
  const received = async () => /total_connections_received:(\d+)/.exec(await admin.info('stats'))?.[1];
  const before = await received();
  await sleep(300);
  expect(await received(), 'connections while nobody should try any more').toBe(before);

  const store = await redisKeyStore(at(':right-secret@', '/3'), log);
  onTestFinished(() => store.close());
  expect(store.describe()).toMatch(new RegExp(`^redis \\d+\\.\\d+\\.\\d+ at 127\\.0\\.0\\.1:${server.port}$`));
  await store.forService('test').set('secret-key', 'secret-value');
  await server.kill();
  const error = await store
    .forService('test')
    .set('secret-key', 'secret-value')
    .catch(reason => reason);
  expect(`${inspect(error, { depth: 9 })} ${lines.join(' ')}`).not.toContain('secret');
});

test('what is no address of a Redis is refused without repeating it', async () => {
  for (const wrong of [
    'secret',
    'http://secret@host',
    'redis://',
    'redis://user:secret@host:port',
    'redis://:secret@h/db',
    '',
  ]) {
    const error = inspect(await redisKeyStore(wrong, silent).catch(reason => reason));
    expect(error).toContain('REDIS_URL is not an address');
    expect(error).not.toContain('secret');
  }
});

test('a closed store answers nothing and leaves no connection behind', async () => {
  const { store, keys, server } = await own();
  const admin = new Redis(server().url);
  onTestFinished(() => admin.disconnect());
  const connections = async () =>
    String(await admin.client('LIST'))
      .trim()
      .split('\n').length;
  expect(await connections()).toBe(2);
  await store.close();
  await store.close();
  await expect(keys.get('k')).rejects.toMatchObject({ code: 'unavailable' });
  expect(store.healthy()).toBe(false);
  await until(async () => (await connections()) === 1);
});
