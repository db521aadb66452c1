// The keys as a page of plain code, to compare engines with. Time does not pass in it: lives are long, refills slow.

import fc from 'fast-check';
import { expect } from 'vitest';
import type { Keys } from '../port.ts';

export interface Model {
  values: Map<string, string>;
  /** Tokens left in each bucket. Buckets have key names of their own. */
  tokens: Map<string, number>;
}

export const emptyModel = (): Model => ({ values: new Map(), tokens: new Map() });

type Command = fc.AsyncCommand<Model, Keys>;

/** One command: what the model answers, what the engine answers, and that they are the same. */
function command(
  name: string,
  onModel: (model: Model) => unknown,
  onEngine: (keys: Keys) => Promise<unknown>,
): Command {
  return {
    check: () => true,
    run: async (model, keys) => {
      expect(await onEngine(keys), name).toEqual(onModel(model));
    },
    toString: () => name,
  };
}

const hourMs = 3_600_000;
const bucketCapacity = 4;
const key = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom('', '1', '-7', 'x');
const maybeValue = fc.option(value, { nil: null });
const ttl = fc.option(fc.constant(hourMs), { nil: undefined });

const get = key.map(k =>
  command(
    `get ${k}`,
    m => m.values.get(k) ?? null,
    keys => keys.get(k),
  ),
);

const getMany = fc.array(key, { maxLength: 4 }).map(all =>
  command(
    `getMany ${all}`,
    m => all.map(k => m.values.get(k) ?? null),
    keys => keys.getMany(all),
  ),
);

const set = fc.tuple(key, value, fc.boolean(), ttl).map(([k, v, onlyIfAbsent, ttlMs]) =>
  command(
    `set ${k}=${v} onlyIfAbsent=${onlyIfAbsent}`,
    m => !(onlyIfAbsent && m.values.has(k)) && m.values.set(k, v).has(k),
    keys => keys.set(k, v, { onlyIfAbsent, ...(ttlMs && { ttlMs }) }),
  ),
);

const remove = key.map(k =>
  command(
    `delete ${k}`,
    m => m.values.delete(k),
    keys => keys.delete(k),
  ),
);

const expire = key.map(k =>
  command(
    `expire ${k}`,
    m => m.values.has(k),
    keys => keys.expire(k, hourMs),
  ),
);

const increment = fc.tuple(key, fc.integer({ min: -3, max: 3 }), ttl).map(([k, by, ttlMs]) =>
  command(
    `increment ${k} by ${by}`,
    m => {
      const before = m.values.get(k) ?? '0';
      if (!/^(0|-?[1-9]\d*)$/.test(before)) return 'refused';
      m.values.set(k, String(Number(before) + by));
      return Number(before) + by;
    },
    keys =>
      keys.increment(k, by, ttlMs).catch(error => (error instanceof TypeError ? 'refused' : Promise.reject(error))),
  ),
);

const compareAndSet = fc.tuple(key, maybeValue, maybeValue, ttl).map(([k, expected, next, ttlMs]) =>
  command(
    `compareAndSet ${k} ${JSON.stringify(expected)} -> ${JSON.stringify(next)}`,
    m => {
      if ((m.values.get(k) ?? null) !== expected) return false;
      if (next === null) m.values.delete(k);
      else m.values.set(k, next);
      return true;
    },
    keys => keys.compareAndSet(k, expected, next, ttlMs),
  ),
);

const takeTokens = fc.tuple(key, fc.integer({ min: 1, max: bucketCapacity })).map(([k, cost]) =>
  command(
    `take ${cost} from ${k}`,
    m => {
      const left = m.tokens.get(k) ?? bucketCapacity;
      const allowed = left >= cost;
      m.tokens.set(k, allowed ? left - cost : left);
      return { allowed, remaining: allowed ? left - cost : left };
    },
    async keys => {
      const bucket = { capacity: bucketCapacity, refillPerSecond: 1 / 3_600, cost };
      const { allowed, remaining } = await keys.takeTokens(`bucket:${k}`, bucket);
      return { allowed, remaining };
    },
  ),
);

/** Random sequences of commands over few keys and values, so that they meet. */
export const commandsOnModel = fc.commands([get, getMany, set, remove, expire, increment, compareAndSet, takeTokens], {
  maxCommands: 60,
});
