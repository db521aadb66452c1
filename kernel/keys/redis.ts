// Redis (7 or later, or Valkey) as the engine of the keys that several processes share. One server, or a primary with
// replicas behind one address; not Redis Cluster, since getMany reads keys of several slots.

import { setTimeout as sleep } from 'node:timers/promises';
import { Redis, type Result } from 'ioredis';
import type { Logger } from 'pino';
import { fail } from '../errors.ts';
import { spansOf, takenOf } from './bucket.ts';
import { type KeyStore, type Keys, namespaced } from './port.ts';

const commandTimeoutMs = 250;
const startTimeoutMs = 3_000;
const longestBackoffMs = 1_000;

// ioredis sends the text of a script the first time on each connection and its hash afterwards, and the text again when
// the server answers that it does not know the hash: a flush or a restart of the server goes unnoticed.
const scripts = {
  agoraIncrement: {
    numberOfKeys: 1,
    lua: `
      local created = redis.call('EXISTS', KEYS[1]) == 0
      local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
      if created and ARGV[2] ~= '' then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
      return sum`,
  },
  // Absent is an empty argument and a value one with '=' before it, because an empty value is a value.
  agoraCompareAndSet: {
    numberOfKeys: 1,
    lua: `
      local current = redis.call('GET', KEYS[1])
      if (current and '=' .. current or '') ~= ARGV[1] then return 0 end
      if ARGV[2] == '' then redis.call('DEL', KEYS[1])
      elseif ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2]:sub(2))
      else redis.call('SET', KEYS[1], ARGV[2]:sub(2), 'PX', ARGV[3]) end
      return 1`,
  },
  // The same as `draw` in bucket.ts. The time is the server's: processes whose clocks differ share one bucket all the same.
  agoraTakeTokens: {
    numberOfKeys: 1,
    lua: `
      local full, cost, time = tonumber(ARGV[1]), tonumber(ARGV[2]), redis.call('TIME')
      local now = time[1] * 1000000 + time[2]
      local full_at, state = now, redis.call('GET', KEYS[1])
      if state then full_at = tonumber(string.match(state, '^full%-at%-us:(%d+)$')) end
      if not full_at then return redis.error_reply('WRONGTYPE the key does not hold a token bucket') end
      local debt = math.min(math.max(full_at - now, 0), full)
      local allowed = debt + cost <= full and 1 or 0
      debt = debt + allowed * cost
      redis.call('SET', KEYS[1], string.format('full-at-us:%.0f', now + debt), 'PX', math.ceil(debt / 1000))
      return {allowed, debt}`,
  },
};

declare module 'ioredis' {
  interface RedisCommander<Context> {
    agoraIncrement(key: string, by: number, ttlMs: number | ''): Result<number, Context>;
    agoraCompareAndSet(key: string, expected: string, next: string, ttlMs: number | ''): Result<0 | 1, Context>;
    agoraTakeTokens(key: string, fullUs: number, costUs: number): Result<[allowed: 0 | 1, debtUs: number], Context>;
  }
}

/**
 * Takes `redis://[user:password@]host[:port][/db]` (`rediss://` for TLS) and a log. A setting that cannot work (not such
 * an address, a refused password, no such database) throws; a server that is merely not there does not, because a
 * process started during an outage must still serve what needs no keys: the store is then unhealthy until it is back.
 */
export async function redisKeyStore(url: string, log: Pick<Logger, 'info' | 'warn'>): Promise<KeyStore> {
  const host = hostOf(url);
  const redis = new Redis(url, {
    scripts,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    disconnectTimeout: 250,
    // A connection that is open but silent, as to a frozen host, is given up, so that calls fail at once from then on.
    socketTimeout: 4 * commandTimeoutMs,
    // Nothing waits for a server that is away, and nothing is sent twice: an increment may have happened.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: attempt => Math.min(25 * 2 ** attempt, longestBackoffMs) * (0.5 + Math.random() / 2),
    reconnectOnError: afterFailOver(),
    lazyConnect: true,
  });
  const watched = watch(redis, host, log);
  await Promise.race([watched.settled, sleep(startTimeoutMs, undefined, { ref: false })]);
  if (watched.refusal) {
    redis.disconnect();
    throw new Error(`${host} refused REDIS_URL (${watched.refusal}); correct its user, password or database number`);
  }

  const keys = redisKeys(redis);
  return {
    forService: service => namespaced(keys, service),
    healthy: () => redis.status === 'ready' && !watched.closing,
    close: async () => {
      watched.closing = true;
      if (redis.status === 'ready') await redis.quit().catch(() => undefined);
      redis.disconnect();
    },
    describe: () => `redis ${watched.version} at ${host}`,
  };
}

// After a fail-over the old primary refuses writes, and only a new connection finds the new one. Not at every refusal:
// each new connection gives up the reads that are under way.
function afterFailOver(): (error: Error) => boolean {
  let lastMs = -longestBackoffMs;
  return error => {
    const nowMs = performance.now();
    if (!error.message.startsWith('READONLY') || nowMs - lastMs < longestBackoffMs) return false;
    lastMs = nowMs;
    return true;
  };
}

// The address without user and password, for messages; nor may the error of a wrong one repeat them.
function hostOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  // A database that is not a number would quietly become database 0.
  if (!parsed?.hostname || !/^rediss?:$/.test(parsed.protocol) || !/^\/?\d*$/.test(parsed.pathname)) {
    throw new Error('REDIS_URL is not an address; write redis://host:6379/0, or rediss:// for TLS');
  }
  return parsed.port ? parsed.host : `${parsed.host}:6379`;
}

const refusals = /^(NOAUTH|WRONGPASS|NOPERM|ERR DB index|ERR invalid DB)/;

/** Connects, follows what becomes of the connection and logs each loss and each return once. */
function watch(redis: Redis, host: string, log: Pick<Logger, 'info' | 'warn'>) {
  const watched = { closing: false, refusal: '', version: '(version not known yet)', settled: Promise.resolve() };
  const closed = 'the connection was closed';
  let reason = closed;
  let lost = false;
  let versionRead = Promise.resolve();
  // A server that does not say its version can be used all the same.
  const readVersion = async (): Promise<void> => {
    const info = await redis.info('server').catch(() => '');
    watched.version = /^redis_version:(\S+)/m.exec(info)?.[1] ?? watched.version;
  };
  // Only messages are kept of ioredis' errors: they carry the arguments of the command, the password among them.
  redis.on('error', (error: NodeJS.ErrnoException) => {
    reason = error.message || (error.code ?? closed);
    if (refusals.test(reason)) watched.refusal = reason;
  });
  redis.on('close', () => {
    if (lost || watched.closing) return;
    lost = true;
    log.warn({ host, reason }, 'Redis is not reachable; start it or correct REDIS_URL. Trying again by itself.');
  });
  redis.on('ready', () => {
    if (lost) log.info({ host }, 'Redis is reachable again');
    lost = false;
    reason = closed;
    versionRead = readVersion();
  });
  watched.settled = redis.connect().then(
    () => versionRead,
    () => undefined,
  );
  return watched;
}

// The caller's own mistakes; every other answer means the engine cannot serve now.
const misuses = /WRONGTYPE|not an integer|would overflow/;

async function answer<T>(reply: Promise<T>): Promise<T> {
  try {
    return await reply;
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    if (misuses.test(cause)) throw new TypeError(`the key already holds something else; use another key (${cause})`);
    return fail('unavailable', 'The key store does not answer; try again in a moment.', {
      retryAfterSeconds: 1,
      cause,
    });
  }
}

function redisKeys(redis: Redis): Keys {
  const held = (value: string | null) => (value === null ? '' : `=${value}`);
  return {
    get: key => answer(redis.get(key)),
    getMany: keys => answer(redis.mget([...keys])),
    set: async (key, value, { ttlMs, onlyIfAbsent = false } = {}) => {
      const args = [...(ttlMs === undefined ? [] : ['PX', ttlMs]), ...(onlyIfAbsent ? ['NX'] : [])];
      return (await answer(redis.call('SET', key, value, ...args))) !== null;
    },
    delete: async key => (await answer(redis.del(key))) === 1,
    expire: async (key, ttlMs) => (await answer(redis.pexpire(key, ttlMs))) === 1,
    increment: (key, by = 1, ttlMs) => answer(redis.agoraIncrement(key, by, ttlMs ?? '')),
    compareAndSet: async (key, expected, next, ttlMs) =>
      (await answer(redis.agoraCompareAndSet(key, held(expected), held(next), ttlMs ?? ''))) === 1,
    takeTokens: async (key, bucket) => {
      const spans = spansOf(bucket);
      const [allowed, debtUs] = await answer(redis.agoraTakeTokens(key, spans.fullUs, spans.costUs));
      return takenOf(spans, allowed === 1, debtUs);
    },
  };
}
