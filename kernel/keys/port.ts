// Ephemeral keys: counters, limits, hints and caches that several processes share. Everything here may vanish at any
// moment (a flush, a fail-over, an eviction) and nothing may be lost by it: what must last lives in PostgreSQL.

import type { Bucket, Taken } from './bucket.ts';

/** The keys of one service. Every call may raise `unavailable`; a write that did may have happened all the same. */
export interface Keys {
  /** The value, or null when the key is absent or has expired. */
  get(key: string): Promise<string | null>;
  /** The values in the order of the keys, all read at one moment. */
  getMany(keys: readonly string[]): Promise<(string | null)[]>;
  /** Writes the value; without `ttlMs` it stays until deleted. False when `onlyIfAbsent` and the key is there. */
  set(key: string, value: string, options?: SetOptions): Promise<boolean>;
  /** False when there was nothing to delete. */
  delete(key: string): Promise<boolean>;
  /** Gives the key a new time to live. False when there is no such key. */
  expire(key: string, ttlMs: number): Promise<boolean>;
  /** Adds to a whole number, from zero, and returns the sum. `ttlMs` counts from the creation of the counter only. */
  increment(key: string, by?: number, ttlMs?: number): Promise<number>;
  /** Writes `next` if the value is `expected`; null means absent, so a null `next` deletes. False if it is another. */
  compareAndSet(key: string, expected: string | null, next: string | null, ttlMs?: number): Promise<boolean>;
  /** Takes `cost` tokens (1 unless told) out of a bucket that starts full; all or none. */
  takeTokens(key: string, bucket: Bucket): Promise<Taken>;
}

export interface SetOptions {
  ttlMs?: number;
  onlyIfAbsent?: boolean;
}

/** One engine that holds the keys of all services of this process. */
export interface KeyStore {
  /** The service's own keys: each is stored as `<service>:<key>`, so no service can reach another's. */
  forService(service: string): Keys;
  /** Whether a call would be answered now. */
  healthy(): boolean;
  close(): Promise<void>;
  /** For people: `in-process`, `redis 7.0.15 at keys.internal:6379`. */
  describe(): string;
}

/** Puts a service's name before every key and refuses what the engines would take differently. */
export function namespaced(engine: Keys, service: string): Keys {
  // With a colon in the name, service `a:b` with key `c` and service `a` with key `b:c` would share a key.
  if (!/^[a-z][a-z0-9-]*$/.test(service)) throw new RangeError(`not a service name: ${service}`);
  const own = (key: string) => `${service}:${key}`;
  return {
    get: key => engine.get(own(key)),
    getMany: async keys => (keys.length === 0 ? [] : engine.getMany(keys.map(own))),
    set: async (key, value, options) => {
      checkTtl(options?.ttlMs);
      return engine.set(own(key), value, options);
    },
    delete: async key => engine.delete(own(key)),
    expire: async (key, ttlMs) => engine.expire(own(key), checkTtl(ttlMs)),
    increment: async (key, by = 1, ttlMs) => {
      if (!Number.isSafeInteger(by)) throw new RangeError(`by must be a whole number, not ${by}`);
      return engine.increment(own(key), by, checkTtl(ttlMs));
    },
    compareAndSet: async (key, expected, next, ttlMs) =>
      engine.compareAndSet(own(key), expected, next, checkTtl(ttlMs)),
    takeTokens: (key, bucket) => engine.takeTokens(own(key), bucket),
  };
}

// Redis deletes a key whose new time to live is not positive, and refuses fractions.
function checkTtl<T extends number | undefined>(ttlMs: T): T {
  if (ttlMs !== undefined && !(Number.isSafeInteger(ttlMs) && ttlMs >= 1)) {
    throw new RangeError(`ttlMs must be a whole number of at least 1, not ${ttlMs}`);
  }
  return ttlMs;
}
