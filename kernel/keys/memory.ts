// The embedded engine: the keys of one process, in that process.

import type { Clock } from '../time.ts';
import { bucketState, draw, fullAtUsOf, spansOf, takenOf } from './bucket.ts';
import { type KeyStore, type Keys, namespaced } from './port.ts';

interface Entry {
  value: string;
  expiresAtMs: number;
}

/**
 * Takes the clock that expires keys, and how many keys to hold at most (100,000 unless told). When there are more, the
 * expired go first, then those unused for longest. It starts no timers: a key expires when it is next looked at.
 */
export function memoryKeyStore(clock: Clock, { maxKeys = 100_000 }: { maxKeys?: number } = {}): KeyStore {
  const entries = boundedEntries(clock, maxKeys);
  const keys = memoryKeys(clock, entries);
  return {
    forService: service => namespaced(keys, service),
    healthy: () => true,
    close: async () => entries.clear(),
    describe: () => 'in-process',
  };
}

type Entries = ReturnType<typeof boundedEntries>;

function boundedEntries(clock: Clock, maxKeys: number) {
  // A Map keeps insertion order, so moving a key to the end when it is used makes the first the least recently used.
  const entries = new Map<string, Entry>();

  const drop = (key: string): boolean => entries.delete(key);

  const read = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (!entry) return undefined;
    entries.delete(key);
    if (entry.expiresAtMs <= clock.epochMs()) return undefined;
    entries.set(key, entry);
    return entry;
  };

  // A sweep looks at every key, so it leaves room for a sixteenth more: then a write costs sixteen looks on average.
  const makeRoom = (): void => {
    const nowMs = clock.epochMs();
    for (const [key, entry] of entries) if (entry.expiresAtMs <= nowMs) drop(key);
    const target = maxKeys - Math.floor(maxKeys / 16);
    for (const key of entries.keys()) {
      if (entries.size <= target) return;
      drop(key);
    }
  };

  const write = (key: string, value: string, expiresAtMs: number): void => {
    entries.delete(key);
    entries.set(key, { value, expiresAtMs });
    if (entries.size > maxKeys) makeRoom();
  };

  return { read, write, drop, clear: () => entries.clear() };
}

function memoryKeys(clock: Clock, { read, write, drop }: Entries): Keys {
  const expiry = (ttlMs: number | undefined) => (ttlMs === undefined ? Infinity : clock.epochMs() + ttlMs);
  const current = (key: string) => read(key)?.value ?? null;
  return {
    get: async key => current(key),
    getMany: async keys => keys.map(current),
    set: async (key, value, { ttlMs, onlyIfAbsent = false } = {}) => {
      if (onlyIfAbsent && read(key)) return false;
      write(key, value, expiry(ttlMs));
      return true;
    },
    delete: async key => read(key) !== undefined && drop(key),
    expire: async (key, ttlMs) => {
      const entry = read(key);
      if (entry) entry.expiresAtMs = expiry(ttlMs);
      return entry !== undefined;
    },
    increment: async (key, by = 1, ttlMs) => {
      const entry = read(key);
      const sum = (entry ? wholeNumber(key, entry.value) : 0) + by;
      write(key, String(sum), entry ? entry.expiresAtMs : expiry(ttlMs));
      return sum;
    },
    compareAndSet: async (key, expected, next, ttlMs) => {
      if (current(key) !== expected) return false;
      if (next === null) drop(key);
      else write(key, next, expiry(ttlMs));
      return true;
    },
    takeTokens: async (key, bucket) => {
      const spans = spansOf(bucket);
      const stored = current(key);
      const nowUs = clock.epochMs() * 1_000;
      const { allowed, debtUs } = draw(spans, stored === null ? null : fullAtUsOf(key, stored), nowUs);
      write(key, bucketState(nowUs + debtUs), expiry(Math.ceil(debtUs / 1_000)));
      return takenOf(spans, allowed, debtUs);
    },
  };
}

function wholeNumber(key: string, value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || String(number) !== value) {
    throw new TypeError(`key ${key} does not hold a whole number; give the counter a key of its own`);
  }
  return number;
}
