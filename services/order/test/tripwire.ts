// A process that is killed does nothing any more from some point on. Here that point is any of the things the service
// waits for: a statement, a transaction or a call that hangs from then on, before it is done or after. And since a process
// that was only thought dead may come back, it can be woken again.

import type { OrderCtx } from '../definition.ts';

type Kill = 'before' | 'after';

type Through = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Has every statement, transaction and call of the service go through a function. */
function putBetween(ctx: OrderCtx, through: Through): void {
  const { db } = ctx;
  const query =
    (kind: 'one' | 'maybe' | 'many') =>
    (shape: never) =>
    (...template: [TemplateStringsArray, ...unknown[]]) =>
      through(`db.${kind}`, () => (db[kind](shape) as (...args: unknown[]) => Promise<never>)(...template));
  ctx.db = {
    ...db,
    one: query('one') as never,
    maybe: query('maybe') as never,
    many: query('many') as never,
    run: (...template) => through('db.run', () => db.run(...template)),
    transaction: work => through('db.transaction', () => db.transaction(work)),
  };
  for (const [service, client] of Object.entries(ctx.clients))
    for (const [name, call] of Object.entries(client as Record<string, (...args: unknown[]) => Promise<unknown>>))
      (client as Record<string, unknown>)[name] = (...args: unknown[]) =>
        through(`${service}.${name}`, () => call(...args));
}

/** Puts itself between the service and whatever it waits for. */
export function tripwire(ctx: OrderCtx) {
  const names: string[] = [];
  let armed: { at: number; kill: Kill } | null = null;
  let counting = false;
  let asleep = Promise.withResolvers<void>();
  let tripped = Promise.withResolvers<void>();
  let running: Promise<unknown> = Promise.resolve();

  async function through<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (!counting) return work();
    names.push(name);
    if (armed?.at !== names.length) return work();
    const { kill } = armed;
    counting = false;
    const result = kill === 'after' ? await work() : undefined;
    tripped.resolve();
    await asleep.promise;
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
      asleep = Promise.withResolvers();
      tripped = Promise.withResolvers();
      counting = true;
      running = work().catch(() => {});
      const mine = { asleep, running };
      await Promise.race([tripped.promise, running]);
      counting = false;
      armed = null;
      return async () => {
        mine.asleep.resolve();
        await mine.running;
      };
    },
    /** The process that was thought dead goes on, to its end. */
    async wake(): Promise<void> {
      asleep.resolve();
      await running;
    },
  };
}
