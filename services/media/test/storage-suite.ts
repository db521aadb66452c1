// What every store must do; each adapter's test runs it.

import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Storage } from '../ports/storage.ts';

const newKey = () => randomBytes(16).toString('hex');

/** Declares the suite over a store that `open` gives. */
export function storageSuite(open: () => Storage): void {
  test('bytes come back as they were put, of any value and length', async () => {
    const storage = open();
    for (const size of [1, 255, 300_000]) {
      const key = newKey();
      const content = randomBytes(size);
      await storage.put(key, content, 'image/webp');
      expect(Buffer.from((await storage.get(key))!).equals(content)).toBe(true);
    }
  });

  test('what was never put is null', async () => {
    expect(await open().get(newKey())).toBeNull();
  });

  test('what was removed is null, and removing it again is no error', async () => {
    const storage = open();
    const key = newKey();
    await storage.put(key, randomBytes(10), 'application/pdf');
    await storage.remove(key);
    expect(await storage.get(key)).toBeNull();
    await storage.remove(key);
    await storage.remove(newKey());
  });

  test('keys do not disturb each other when many are put at once', async () => {
    const storage = open();
    const keys = Array.from({ length: 20 }, newKey);
    await Promise.all(keys.map(key => storage.put(key, Buffer.from(key), 'image/png')));
    await Promise.all(keys.slice(0, 10).map(key => storage.remove(key)));
    const kept = await Promise.all(keys.slice(10).map(key => storage.get(key)));
    expect(kept.map(bytes => Buffer.from(bytes!).toString())).toEqual(keys.slice(10));
  });
}
