import pg from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { type Clone, emptyDatabase } from '../../testing/postgres.ts';
import { seekLeadership } from '../leader.ts';
import { startLoop } from '../loop.ts';

let clone: Clone;
let bystander: pg.Client;
beforeAll(async () => {
  clone = await emptyDatabase();
  bystander = new pg.Client({ connectionString: clone.url });
  await bystander.connect();
});
afterAll(async () => {
  await bystander.end();
  await clone.drop();
});

/** Somebody who seeks the lead and, while leading, runs a loop. */
function contender({ retryMs = 20, begin = async () => {} } = {}) {
  const seen = { begun: 0, ended: 0, turns: 0, errors: [] as unknown[] };
  const lead = seekLeadership(
    clone.url,
    async () => {
      await begin();
      seen.begun++;
      const loop = startLoop({ turn: async () => ++seen.turns < 0, maxIdleMs: 20, onError: () => {} });
      return async () => {
        await loop.stop();
        seen.ended++;
      };
    },
    error => seen.errors.push(error),
    retryMs,
  );
  onTestFinished(() => lead.stop());
  return { seen, lead };
}

/** Ends the server process of whoever leads. */
const killLeader = () =>
  bystander.query(`
    select pg_terminate_backend(a.pid) from pg_stat_activity a join pg_locks l on l.pid = a.pid
    where l.locktype = 'advisory' and l.granted and a.datname = current_database()`);

const eventually = (condition: () => boolean) => expect.poll(condition, { interval: 5, timeout: 10_000 }).toBe(true);

test('of two that seek the lead one has it, and the other follows when it steps down', async () => {
  const first = contender();
  await eventually(() => first.lead.leading());
  const second = contender();
  await eventually(() => first.seen.turns > 3);
  expect(second.lead.leading()).toBe(false);
  await first.lead.stop();
  expect(first.seen).toMatchObject({ begun: 1, ended: 1 });
  await eventually(() => second.lead.leading());
  expect(second.seen.begun).toBe(1);
});

test('when the leader’s connection is killed its loops end and the other takes over', async () => {
  const first = contender({ retryMs: 5_000 });
  await eventually(() => first.lead.leading());
  const second = contender();
  await eventually(() => first.seen.turns > 0);
  await killLeader();
  await eventually(() => second.lead.leading());
  await eventually(() => first.seen.ended === 1);
  expect(first.lead.leading()).toBe(false);
  const { turns } = first.seen;
  await eventually(() => second.seen.turns > 3);
  expect(first.seen).toMatchObject({ begun: 1, turns });
});

test('a leader whose connection was killed leads again when nobody else does', async () => {
  const only = contender();
  await eventually(() => only.lead.leading());
  await killLeader();
  await eventually(() => only.seen.begun === 2 && only.lead.leading());
  expect(only.seen.ended).toBe(1);
});

test('a lead that cannot begin is reported, given up and sought again', async () => {
  let broken = 2;
  const { seen, lead } = contender({
    begin: async () => {
      if (broken-- > 0) throw new Error('not ready');
    },
  });
  await eventually(() => lead.leading());
  expect(seen.errors).toEqual([new Error('not ready'), new Error('not ready')]);
});

test('whoever only waits for the lead stops at once', async () => {
  const first = contender();
  await eventually(() => first.lead.leading());
  const second = contender({ retryMs: 60_000 });
  await second.lead.stop();
  expect(second.seen.begun).toBe(0);
});
