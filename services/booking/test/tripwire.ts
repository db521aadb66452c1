// A process that is killed does nothing any more from some point on. Here that point is the n-th thing the service waits
// for, a statement, a transaction or a call, before it is done or after: from then on nothing answers. Since a process that
// was only thought dead may come back, it can be let go on.

import type { BookingCtx } from '../definition.ts';

export type Kill = { at: number; when: 'before' | 'after' };

type Work = (...args: unknown[]) => Promise<unknown>;

/** Puts itself between the service and what it waits for. */
export function tripwire(ctx: BookingCtx) {
  let count = 0;
  let kill: Kill | null = null;
  let watching = false;
  let dead = Promise.withResolvers<void>();
  let back = Promise.withResolvers<void>();
  let running: Promise<unknown> = Promise.resolve();

  const watched = (work: Work): Work =>
    async function through(...args) {
      if (!watching) return work(...args);
      const here = ++count === kill?.at;
      if (!here) return work(...args);
      watching = false;
      const result = kill!.when === 'after' ? await work(...args) : undefined;
      dead.resolve();
      await back.promise;
      return kill!.when === 'after' ? result : work(...args);
    };

  const { db } = ctx;
  const shaped = (kind: 'one' | 'maybe' | 'many') => (shape: never) =>
    watched(db[kind](shape) as unknown as Work) as never;
  ctx.db = {
    ...db,
    one: shaped('one') as never,
    maybe: shaped('maybe') as never,
    many: shaped('many') as never,
    run: watched(db.run as Work) as never,
    transaction: watched(db.transaction as Work) as never,
  };
  const clients = ctx.clients as unknown as Record<string, Record<string, Work>>;
  for (const client of Object.values(clients))
    for (const [name, call] of Object.entries(client)) client[name] = watched(call);

  return {
    /** Runs work up to where it is killed, or to its end; gives how many points were passed. */
    async run(work: () => Promise<unknown>, wanted: Kill | null): Promise<number> {
      count = 0;
      kill = wanted;
      watching = true;
      dead = Promise.withResolvers();
      back = Promise.withResolvers();
      running = work().catch(() => {});
      await Promise.race([dead.promise, running]);
      watching = false;
      return count;
    },
    /** Whoever was thought dead goes on, to the end. */
    async wake(): Promise<void> {
      back.resolve();
      await running;
    },
  };
}
