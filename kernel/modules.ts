// What a process is made of: a module is a name, what it needs, and a start function that gives its stop function.
// Start goes dependencies first, stop dependents first.

export interface Module {
  name: string;
  needs: readonly string[];
  start: () => Promise<() => Promise<void>>;
}

export interface Started {
  /** Stops everything, each within what is left of the time; gives the names of those that did not make it. */
  stop(withinMs: number): Promise<string[]>;
}

/** Modules in an order in which each comes after what it needs. Throws on an unknown need or a cycle. */
export function inOrder(modules: readonly Module[]): Module[] {
  const byName = new Map(modules.map(module => [module.name, module]));
  const state = new Map<string, 'visiting' | 'done'>();
  const ordered: Module[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'visiting') throw new Error(`modules need each other: ${[...path, name].join(' → ')}`);
    const module = byName.get(name);
    if (!module) throw new Error(`${path.at(-1)} needs ${name}, which does not exist`);
    state.set(name, 'visiting');
    for (const need of module.needs) visit(need, [...path, name]);
    state.set(name, 'done');
    ordered.push(module);
  };
  for (const { name } of modules) visit(name, []);
  return ordered;
}

/** Starts modules, those that do not need each other side by side. If one fails, what had started is stopped and the
 * error is thrown. */
export async function startModules(modules: readonly Module[]): Promise<Started> {
  const ordered = inOrder(modules);
  const stops: { name: string; stop: () => Promise<void> }[] = [];
  const starting = new Map<string, Promise<void>>();
  for (const module of ordered) {
    const ready = Promise.all(module.needs.map(need => starting.get(need)));
    const begun = ready.then(async () => void stops.push({ name: module.name, stop: await module.start() }));
    starting.set(module.name, begun);
  }

  const stop = async (withinMs: number): Promise<string[]> => {
    const untilMs = performance.now() + withinMs;
    const late: string[] = [];
    // The reverse of the order in which they became ready is dependents first.
    for (const { name, stop: end } of stops.splice(0).reverse()) {
      const timer = Promise.withResolvers<'late'>();
      const timeout = setTimeout(() => timer.resolve('late'), Math.max(100, untilMs - performance.now()));
      if ((await Promise.race([end().catch(() => 'late' as const), timer.promise])) === 'late') late.push(name);
      clearTimeout(timeout);
    }
    return late;
  };

  const results = await Promise.allSettled(starting.values());
  const failed = results.find(result => result.status === 'rejected');
  if (failed) {
    await stop(10_000);
    throw failed.reason;
  }
  return { stop };
}
