// A service as it runs by itself in a leading process: nobody turns its loops.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { contract, endpoint, Nothing } from '../contract.ts';
import { event } from '../event.ts';
import { defineService } from '../service.ts';
import { col } from '../sql/columns.ts';
import { agora, type Harness } from '../testing/harness.ts';

const data = z.strictObject({ bellId: z.uuid() });
const rung = event('bell.rung', 1, 'bellId', data, 'A bell was rung');
const tower = defineService({
  contract: contract('tower', {
    ring: endpoint({
      method: 'POST',
      path: '/v1/bells',
      summary: 'Ring',
      access: 'public',
      input: data,
      output: Nothing,
    }),
  }),
  publishes: [rung],
  consumes: [rung],
  partitions: [],
  migrations: new URL('./fixtures/notes/migrations/', import.meta.url),
});

const log: string[] = [];
const echoes: string[] = [];
const service = tower.build({
  operations: {
    ring: tower.operation('ring', (ctx, bell) =>
      ctx.db.transaction(async tx => {
        await ctx.publish(tx, rung, bell);
        tx.afterCommit(() => ctx.wake('echo'));
      }),
    ),
  },
  subscriptions: [tower.on(rung, async (_ctx, { bellId }) => void log.push(bellId))],
  jobs: [tower.job('hourly', '1h', async () => void log.push('job'))],
  loops: [tower.loop('echo', async () => echoes.push('turn') === 0)],
  start: async () => {
    log.push('start');
    return async () => void log.push('end');
  },
});

let t: Harness<[typeof service]>;
beforeAll(async () => {
  t = await agora({ services: [service] });
});
afterAll(() => t.close());

const eventually = (check: () => unknown) => expect.poll(check, { interval: 5, timeout: 10_000 });

test('a leading process sends, handles, runs jobs and loops by itself, and stops when told', async () => {
  expect(log).toEqual(['start']);
  const [first, second] = [randomUUID(), randomUUID()];
  await t.anonymous().tower.ring({ bellId: first });
  expect(log).toEqual(['start']);

  const stop = t.running('tower').seekLead();
  await eventually(() => log.toSorted()).toEqual([first, 'job', 'start'].toSorted());
  const before = echoes.length;
  await t.anonymous().tower.ring({ bellId: second });
  await eventually(() => log).toContain(second);
  await eventually(() => echoes.length).toBeGreaterThan(before);
  await stop();

  const [after, turns] = [log.length, echoes.length];
  await t.anonymous().tower.ring({ bellId: randomUUID() });
  await new Promise(resolve => setTimeout(resolve, 120));
  expect([log.length, echoes.length]).toEqual([after, turns]);
});

test('the daily upkeep makes partitions ahead, drops old ones and forgets old events', async () => {
  await t.settle();
  const partitions = async () => {
    const rows = await t.db('tower').many({ name: col.text })`
      select relname::text as name from pg_class where relname ~ '^audit_log_2' and relkind = 'r' order by 1`;
    return rows.map(({ name }) => name);
  };
  expect(await partitions()).toContain('audit_log_2026_02');
  await t.advance('800 days');
  const now = await partitions();
  expect(now).not.toContain('audit_log_2026_02');
  expect(now.at(-1)).toBe('audit_log_2028_08');
  const left = await t.db('tower').one({ count: col.int })`select count(*)::int as count from inbox`;
  expect(left).toEqual({ count: 0 });
});

test('the service’s own start is ended with it', async () => {
  const short = await agora({ services: [service] });
  await short.close();
  expect(log.slice(-2)).toEqual(['start', 'end']);
});

test('a slow job delays no other, never runs beside itself, and is waited for at the end', async () => {
  const end = Promise.withResolvers<void>();
  const runs: string[] = [];
  const mill = tower.build({
    operations: { ring: tower.operation('ring', async () => {}) },
    jobs: [
      tower.job('slow', '1h', async () => {
        runs.push('slow');
        await end.promise;
      }),
      tower.job('quick', '1h', async () => void runs.push('quick')),
    ],
  });
  const turning = await agora({ services: [mill] });
  const stop = turning.running('tower').seekLead();
  await eventually(() => runs).toContain('slow');
  for (const expected of [1, 2, 3]) {
    await eventually(() => runs.filter(name => name === 'quick').length).toBe(expected);
    turning.clock.advance('1h');
  }
  expect(runs.filter(name => name === 'slow')).toEqual(['slow']);

  let stopped = false;
  const stopping = stop().then(() => (stopped = true));
  await new Promise(resolve => setTimeout(resolve, 60));
  expect(stopped).toBe(false);
  end.resolve();
  await stopping;
  const { last_error } = await turning.db('tower').one({ last_error: col.text.orNull })`
    select last_error from jobs where name = 'slow' and last_finished_at is not null`;
  expect(last_error).toBeNull();
  await turning.close();
});
