// What every engine of the keys must do, whichever it is.

import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KeyStore, Keys } from '../port.ts';
import { buckets, wrongBuckets } from './buckets.ts';
import { commandsOnModel, emptyModel } from './model.ts';

export interface Engine {
  store: KeyStore;
  /** Lets that much time pass for the engine: a virtual clock, or waiting. */
  advance: (ms: number) => Promise<void> | void;
}

// A test that waits for real time never asserts that a key with a short life is still there: a busy machine may be
// late. What must be gone lives 20 ms and is looked for after 60; what must be there lives a minute.
const short = { ttlMs: 20, waitMs: 60 };
const minuteMs = 60_000;

/** Registers the shared suite for one engine. */
export function keysSuite(name: string, make: () => Promise<Engine>): void {
  describe(name, () => {
    let engine: Engine;
    let keys: Keys;
    // A real engine outlives the run, so each run uses services nobody else has.
    const service = `suite-${randomBytes(6).toString('hex')}`;
    const wait = async () => engine.advance(short.waitMs);
    beforeAll(async () => {
      engine = await make();
      keys = engine.store.forService(service);
    });
    afterAll(() => engine.store.close());

    values(() => keys, wait);
    lives(() => keys, wait);
    counters(() => keys, wait);
    comparing(() => keys, wait);
    buckets(() => keys, wait);
    wrongBuckets(() => keys);

    test('one service cannot see, change or delete the key of another', async () => {
      const other = engine.store.forService(`${service}-b`);
      await keys.set('shared', 'mine');
      expect(await other.get('shared')).toBeNull();
      expect(await other.delete('shared')).toBe(false);
      expect(await other.increment('shared')).toBe(1);
      expect(await other.compareAndSet('shared', 'mine', 'stolen')).toBe(false);
      expect(await keys.get('shared')).toBe('mine');
      expect(await engine.store.forService(service).get('shared')).toBe('mine');
    });

    test('a service name that could reach into another is refused', () => {
      for (const bad of ['', 'cart:x', 'Cart', '*', 'cart ']) {
        expect(() => engine.store.forService(bad)).toThrow('not a service name');
      }
    });

    test('any sequence of commands answers as a plain model does', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(commandsOnModel, async commands => {
          run += 1;
          await fc.asyncModelRun(
            () => ({ model: emptyModel(), real: engine.store.forService(`${service}-m${run}`) }),
            commands,
          );
        }),
        { numRuns: 60 },
      );
    });

    test('an open engine says that it is healthy', () => {
      expect(engine.store.healthy()).toBe(true);
    });
  });
}

function values(own: () => Keys, wait: () => Promise<void>): void {
  test('a value is read back as it was written, also an empty or a strange one', async () => {
    for (const value of ['', '0', 'null', 'grüße 🏡\n\u0000"', 'x'.repeat(100_000)]) {
      expect(await own().set('value', value)).toBe(true);
      expect(await own().get('value')).toBe(value);
    }
  });

  test('an absent key reads as null and cannot be deleted or given a life', async () => {
    expect(await own().get('absent')).toBeNull();
    expect(await own().delete('absent')).toBe(false);
    expect(await own().expire('absent', minuteMs)).toBe(false);
  });

  test('many keys are read in the order asked for, with gaps and repeats', async () => {
    await own().set('many:1', 'one');
    await own().set('many:2', 'two');
    expect(await own().getMany(['many:2', 'many:none', 'many:1', 'many:2'])).toEqual(['two', null, 'one', 'two']);
    expect(await own().getMany([])).toEqual([]);
  });

  test('a deleted key is gone, and deleting it again says so', async () => {
    await own().set('deleted', 'x');
    expect(await own().delete('deleted')).toBe(true);
    expect(await own().delete('deleted')).toBe(false);
    expect(await own().get('deleted')).toBeNull();
  });

  test('only-if-absent keeps what is there and writes once it is gone', async () => {
    expect(await own().set('once', 'first', { onlyIfAbsent: true, ttlMs: minuteMs })).toBe(true);
    expect(await own().set('once', 'second', { onlyIfAbsent: true })).toBe(false);
    expect(await own().get('once')).toBe('first');
    await own().expire('once', short.ttlMs);
    await wait();
    expect(await own().set('once', 'third', { onlyIfAbsent: true })).toBe(true);
    expect(await own().get('once')).toBe('third');
  });

  test('of 100 concurrent only-if-absent writes exactly one wins', async () => {
    const won = await Promise.all(
      Array.from({ length: 100 }, (_, i) => own().set('claim', String(i), { onlyIfAbsent: true })),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await own().get('claim')).toBe(String(won.indexOf(true)));
  });
}

function lives(own: () => Keys, wait: () => Promise<void>): void {
  test('a key with a life ends, and one without or with a longer one stays', async () => {
    await own().set('life:none', 'x');
    await own().set('life:long', 'x', { ttlMs: minuteMs });
    await own().set('life:short', 'x', { ttlMs: short.ttlMs });
    await own().set('life:given', 'x');
    await own().expire('life:given', short.ttlMs);
    await own().set('life:dropped', 'x', { ttlMs: minuteMs });
    await own().expire('life:dropped', short.ttlMs);
    await own().set('life:dropped', 'y');
    await wait();
    const names = ['none', 'long', 'short', 'given', 'dropped'].map(end => `life:${end}`);
    expect(await own().getMany(names)).toEqual(['x', 'x', null, null, 'y']);
    expect(await own().delete('life:short')).toBe(false);
    expect(await own().expire('life:short', minuteMs)).toBe(false);
  });

  test('a life that is not a positive whole number of milliseconds is refused and changes nothing', async () => {
    await own().set('badlife', 'x');
    for (const ttlMs of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expect(own().set('badlife', 'y', { ttlMs })).rejects.toThrow('ttlMs must be');
      await expect(own().expire('badlife', ttlMs)).rejects.toThrow('ttlMs must be');
      await expect(own().increment('badlife', 1, ttlMs)).rejects.toThrow('ttlMs must be');
      await expect(own().compareAndSet('badlife', 'x', 'y', ttlMs)).rejects.toThrow('ttlMs must be');
    }
    expect(await own().get('badlife')).toBe('x');
  });
}

function counters(own: () => Keys, wait: () => Promise<void>): void {
  test('a counter starts at zero, adds and subtracts, and reads as its digits', async () => {
    expect(await own().increment('count')).toBe(1);
    expect(await own().increment('count', 41)).toBe(42);
    expect(await own().increment('count', -50)).toBe(-8);
    expect(await own().increment('count', 0)).toBe(-8);
    expect(await own().get('count')).toBe('-8');
  });

  test('100 concurrent increments are all counted', async () => {
    const sums = await Promise.all(Array.from({ length: 100 }, () => own().increment('concurrent')));
    expect(new Set(sums).size).toBe(100);
    expect(await own().get('concurrent')).toBe('100');
  });

  test('the life of a counter starts when it is created and later increments do not change it', async () => {
    await own().increment('window', 1, short.ttlMs);
    await own().set('existing', '1');
    expect(await own().increment('existing', 1, short.ttlMs)).toBe(2);
    await own().increment('long', 1, minuteMs);
    await own().increment('long', 1, short.ttlMs);
    await wait();
    expect(await own().getMany(['window', 'existing', 'long'])).toEqual([null, '2', '2']);
    expect(await own().increment('window', 1, minuteMs)).toBe(1);
  });

  test('counting with fractions, or on what is no whole number, is refused and changes nothing', async () => {
    await expect(own().increment('fraction', 0.5)).rejects.toThrow('whole number');
    for (const value of ['many', '', '1.5', '01', ' 1', '1e3']) {
      await own().set('text', value);
      await expect(own().increment('text')).rejects.toThrow(TypeError);
      expect(await own().get('text')).toBe(value);
    }
  });
}

function comparing(own: () => Keys, wait: () => Promise<void>): void {
  test('compare-and-set writes over the expected value only', async () => {
    expect(await own().compareAndSet('cas', 'a', 'b')).toBe(false);
    expect(await own().compareAndSet('cas', null, 'a')).toBe(true);
    expect(await own().compareAndSet('cas', null, 'c')).toBe(false);
    expect(await own().compareAndSet('cas', 'a', 'b')).toBe(true);
    expect(await own().get('cas')).toBe('b');
  });

  test('compare-and-set to null deletes, and an empty value is not an absent one', async () => {
    expect(await own().compareAndSet('cas:empty', null, '')).toBe(true);
    expect(await own().compareAndSet('cas:empty', null, 'x')).toBe(false);
    expect(await own().compareAndSet('cas:empty', 'x', null)).toBe(false);
    expect(await own().get('cas:empty')).toBe('');
    expect(await own().compareAndSet('cas:empty', '', null)).toBe(true);
    expect(await own().get('cas:empty')).toBeNull();
    expect(await own().compareAndSet('cas:empty', null, null)).toBe(true);
  });

  test('compare-and-set gives the new value its own life, and an expired one counts as absent', async () => {
    await own().compareAndSet('cas:life', null, 'a', short.ttlMs);
    await own().set('cas:kept', 'a', { ttlMs: minuteMs });
    await own().expire('cas:kept', minuteMs);
    expect(await own().compareAndSet('cas:kept', 'a', 'b')).toBe(true);
    await wait();
    expect(await own().compareAndSet('cas:life', 'a', 'b')).toBe(false);
    expect(await own().compareAndSet('cas:life', null, 'b')).toBe(true);
    expect(await own().get('cas:kept')).toBe('b');
  });

  test('of 100 concurrent compare-and-sets from one value exactly one wins', async () => {
    await own().set('race', 'start');
    const won = await Promise.all(
      Array.from({ length: 100 }, (_, i) => own().compareAndSet('race', 'start', `winner ${i}`)),
    );
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await own().get('race')).toBe(`winner ${won.indexOf(true)}`);
  });
}
