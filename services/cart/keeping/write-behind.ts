// What was changed in the keys is written to PostgreSQL by the process that changed it: many carts at once, at most a
// second later, and when the process stops. A cart that is ordered within that time was written by its checkout already.

import { setTimeout as pause } from 'node:timers/promises';
import type { CartCtx } from '../definition.ts';
import type { CartDocument } from '../domain/document.ts';
import { writeChanged } from './record.ts';

const everyMs = 500;
const batch = 500;

interface Behind {
  changed: Set<string>;
  /** The writing under way: one at a time, so that who waits for one knows that all until then is written. */
  writing: Promise<void>;
}

const behind = new WeakMap<CartCtx['db'], Behind>();

function behindOf({ db }: CartCtx): Behind {
  let found = behind.get(db);
  if (!found) behind.set(db, (found = { changed: new Set(), writing: Promise.resolve() }));
  return found;
}

/** The cart must be written. */
export const markChanged = (ctx: CartCtx, cartId: string): void => void behindOf(ctx).changed.add(cartId);

/** The cart was written by other means. */
export const markWritten = (ctx: CartCtx, cartId: string): void => void behindOf(ctx).changed.delete(cartId);

/** Writes what was changed until now; what could not be written stays marked. */
export function flush(ctx: CartCtx): Promise<void> {
  const state = behindOf(ctx);
  const written = state.writing.then(() => flushAll(ctx, [...state.changed].toSorted()));
  state.writing = written.catch(() => undefined);
  return written;
}

async function flushAll(ctx: CartCtx, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += batch) await flushSome(ctx, ids.slice(from, from + batch));
}

async function flushSome(ctx: CartCtx, ids: readonly string[]): Promise<void> {
  // A change that comes from here on marks its cart anew.
  for (const id of ids) markWritten(ctx, id);
  try {
    const texts = (await ctx.keys.getMany(ids)).filter(text => text !== null);
    const carts = new Map(texts.map(text => [text, JSON.parse(text) as CartDocument]));
    const writable = [...carts.values()].filter(({ state }) => state === 'open' || state === 'merged');
    const written = writable.length > 0 ? await writeChanged(ctx.db, writable) : new Set();
    // Another process wrote it as new or newer, or it is being paid: the record counts, and is read when next asked for.
    for (const [text, { id, state }] of carts)
      if (!written.has(id) && (state === 'open' || state === 'merged')) await ctx.keys.compareAndSet(id, text, null);
  } catch (error) {
    for (const id of ids) markChanged(ctx, id);
    throw error;
  }
}

/** Writes again and again; gives what ends it, with a last time. */
export async function startWriteBehind(ctx: CartCtx): Promise<() => Promise<void>> {
  const ended = new AbortController();
  const writing = (async () => {
    while (!ended.signal.aborted) {
      await pause(everyMs, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
      await flush(ctx).catch(error => ctx.log.warn({ err: error }, 'changed carts were not written; trying again'));
    }
  })();
  return async () => {
    ended.abort();
    await writing;
  };
}
