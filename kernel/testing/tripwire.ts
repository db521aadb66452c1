// A process that is killed does nothing any more from some point on. Here that point is any of the things the service
// waits for: a statement, a transaction or a call that hangs from then on, before it is done or after. And since a process
// that was only thought dead may come back, it can be woken again.

import type { Database, Queries } from '../sql/database.ts';

export type Kill = 'before' | 'after';

/** What of a service's context it waits for. */
export interface WaitingCtx {
  db: Database;
  clients: object;
}

type Through = <T>(name: string, work: () => Promise<T>) => Promise<T>;

function statementsBetween(db: Queries, through: Through): Queries {
  const query =
    (kind: 'one' | 'maybe' | 'many') =>
    (shape: never) =>
    (...template: [TemplateStringsArray, ...unknown[]]) =>
      through(`db.${kind}`, () => (db[kind](shape) as (...args: unknown[]) => Promise<never>)(...template));
  return {
    one: query('one') as never,
    maybe: query('maybe') as never,
    many: query('many') as never,
    run: (...template) => through('db.run', () => db.run(...template)),
  };
}

/** Has every statement, transaction and call of the service go through a function. */
function putBetween(ctx: WaitingCtx, through: Through): void {
  const { db } = ctx;
  ctx.db = {
    ...db,
    ...statementsBetween(db, through),
    together: key => statementsBetween(db.together(key), through),
    transaction: work => through('db.transaction', () => db.transaction(work)),
  };
  for (const [service, client] of Object.entries(ctx.clients))
    for (const [name, call] of Object.entries(client as Record<string, (...args: unknown[]) => Promise<unknown>>))
      (client as Record<string, unknown>)[name] = (...args: unknown[]) =>
        through(`${service}.${name}`, () => call(...args));
}

/** Puts itself between the service and whatever it waits for. Wake everybody before the harness is closed. */
export function tripwire(ctx: WaitingCtx) {
  const names: string[] = [];
  const sleepers = new Set<() => Promise<void>>();
  let armed: { at: number; kill: Kill } | null = null;
  let counting = false;
  let asleep = Promise.withResolvers<void>();
  let tripped = Promise.withResolvers<void>();

  async function through<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!counting) return work();
    names.push(name);
    if (armed?.at !== names.length) return work();
    const { kill } = armed;
    const mine = asleep;
    counting = false;
    const result = kill === 'after' ? await work() : undefined;
    tripped.resolve();
    await mine.promise;
    return kill === 'after' ? (result as T) : work();
  }

  putBetween(ctx, through);
  return {
    /** What is waited for while `work` runs. */
    async record(work: () => Promise<unknown>): Promise<string[]> {
      names.length = 0;
      armed = null;
      counting = true;
      await work().catch(() => {});
      counting = false;
      return [...names];
    },
    /** What has been waited for since the last `record` or `kill` began. */
    seen: (): readonly string[] => names,
    /** Runs `work` up to where the process is killed; gives what lets this one go on, to its end. */
    async kill(at: number, kill: Kill, work: () => Promise<unknown>): Promise<() => Promise<void>> {
      names.length = 0;
      armed = { at, kill };
      const mine = Promise.withResolvers<void>();
      asleep = mine;
      tripped = Promise.withResolvers();
      counting = true;
      const running = work().catch(() => {});
      await Promise.race([tripped.promise, running]);
      counting = false;
      armed = null;
      const goOn = async () => {
        sleepers.delete(goOn);
        mine.resolve();
        await running;
      };
      sleepers.add(goOn);
      return goOn;
    },
    /** All that were thought dead go on, to their end. A server that stops would wait for their requests in vain. */
    async wake(): Promise<void> {
      await Promise.all([...sleepers].map(goOn => goOn()));
    },
  };
}
