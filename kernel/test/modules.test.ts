import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder, type Module, startModules } from '../modules.ts';

/** Modules that write down what happens to them. */
function recorded() {
  const log: string[] = [];
  const module = (name: string, needs: string[] = [], hooks: Partial<Record<'start' | 'stop', () => unknown>> = {}) =>
    ({
      name,
      needs,
      async start() {
        await hooks.start?.();
        log.push(`+${name}`);
        return async () => {
          await hooks.stop?.();
          log.push(`-${name}`);
        };
      },
    }) satisfies Module;
  return { log, module };
}

test('each module starts after what it needs and stops before it', async () => {
  const { log, module } = recorded();
  const slow = { start: () => sleep(10) };
  const started = await startModules([
    module('http', ['iam', 'ticket']),
    module('ticket', ['database', 'events']),
    module('iam', ['database']),
    module('events', ['database'], slow),
    module('database', [], slow),
  ]);
  expect(log).toEqual(['+database', '+iam', '+events', '+ticket', '+http']);
  expect(await started.stop(1_000)).toEqual([]);
  expect(log.slice(5)).toEqual(['-http', '-ticket', '-events', '-iam', '-database']);
});

test('modules that do not need each other start side by side', async () => {
  const { module } = recorded();
  const met = Promise.withResolvers<void>();
  // Each waits for the other to have begun: one after the other they would wait for ever.
  let here = 0;
  const meet = () => {
    if (++here === 2) met.resolve();
    return met.promise;
  };
  await startModules([module('a', [], { start: meet }), module('b', [], { start: meet })]);
});

test('a cycle is refused with its path, an unknown need with who needs it', () => {
  const { module } = recorded();
  const cycle = [module('a', ['b']), module('b', ['c']), module('c', ['a'])];
  expect(() => inOrder(cycle)).toThrow('modules need each other: a → b → c → a');
  expect(() => inOrder([module('a', ['nowhere'])])).toThrow('a needs nowhere, which does not exist');
});

test('when one cannot start, those that had are stopped, those that need it never start, and its error is thrown', async () => {
  const { log, module } = recorded();
  const broken = {
    start: () => {
      throw new Error('the port is taken');
    },
  };
  const starting = startModules([
    module('database'),
    module('http', ['database'], broken),
    module('ready', ['http']),
    module('slow', ['database'], { start: () => sleep(10) }),
  ]);
  await expect(starting).rejects.toThrow('the port is taken');
  expect(log).toEqual(['+database', '+slow', '-slow', '-database']);
});

test('a stop that hangs or fails is named and does not keep the others from stopping in time', async () => {
  const { log, module } = recorded();
  const started = await startModules([
    module('database'),
    module('stuck', ['database'], { stop: () => new Promise(() => {}) }),
    module('broken', ['stuck'], { stop: () => Promise.reject(new Error('no')) }),
  ]);
  const startMs = performance.now();
  expect(await started.stop(50)).toEqual(['broken', 'stuck']);
  expect(performance.now() - startMs).toBeLessThan(1_000);
  expect(log.slice(3)).toEqual(['-database']);
});

test('a second stop has nothing left to do', async () => {
  const { log, module } = recorded();
  const started = await startModules([module('database')]);
  await started.stop(100);
  expect(await started.stop(100)).toEqual([]);
  expect(log).toEqual(['+database', '-database']);
});
