// Many small writes at once are made as one: it costs the database no more than each of them alone would.

import { setImmediate as momentOver } from 'node:timers/promises';

interface Waiting<T, R> {
  item: T;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
}

/** Builds a write of one item out of a write of many, which gives a result for each in their order. What comes in the
 * same moment is written together, what comes while that is under way together after it, and where many cannot be written
 * each is written alone, so that one that is refused does not hold up the others. */
export function gathered<T, R>(
  write: (items: readonly T[]) => Promise<readonly R[]>,
  most = 100,
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = [];
  let writing = false;

  async function writeTogether(entries: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await write(entries.map(({ item }) => item));
      for (const [index, { resolve }] of entries.entries()) resolve(results[index]!);
    } catch (error) {
      if (entries.length === 1) return entries[0]!.reject(error);
      await Promise.all(entries.map(entry => writeTogether([entry])));
    }
  }

  async function writeAll(): Promise<void> {
    writing = true;
    await momentOver();
    while (waiting.length > 0) await writeTogether(waiting.splice(0, most));
    writing = false;
  }

  return item => {
    const { promise, resolve, reject } = Promise.withResolvers<R>();
    waiting.push({ item, resolve, reject });
    if (!writing) void writeAll();
    return promise;
  };
}
