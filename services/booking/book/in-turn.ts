// Those who want the same time of the same thing come one after the other within a process, so that a thousand of them
// take one connection rather than all. Who gets it is not decided here: other processes have their own line.

import type { BookingCtx } from '../definition.ts';

/** By the service's own context, as a process of the tests has several. */
const lines = new WeakMap<object, Map<string, Promise<void>>>();

/** Runs a work after those that were handed in before under the same name. */
export async function inTurn<T>(ctx: BookingCtx, name: string, work: () => Promise<T>): Promise<T> {
  let ofCtx = lines.get(ctx);
  if (!ofCtx) lines.set(ctx, (ofCtx = new Map()));
  const before = ofCtx.get(name);
  const over = Promise.withResolvers<void>();
  ofCtx.set(name, over.promise);
  try {
    await before;
    return await work();
  } finally {
    over.resolve();
    if (ofCtx.get(name) === over.promise) ofCtx.delete(name);
  }
}
