// Statements that go together: each is answered as if it had been sent alone, whatever becomes of the others.

import { beforeEach, expect, test } from 'vitest';
import { col } from '../columns.ts';
import { backend, scratch } from './scratch.ts';

const s = scratch({ constraints: { items_stock: { code: 'conflict', message: 'Nothing is left.' } } });
beforeEach(() => s.fill(1, 2, 3));

const under = { pid: col.int, xid: col.text };
const take = (id: number, key = '') => s.db.together(key).maybe({ ...under, stock: col.int })`
  update items set stock = stock - 1 where id = ${id}
  returning stock, pg_backend_pid() as pid, pg_current_xact_id()::text as xid`;
const stocks = async () =>
  (await s.db.many({ stock: col.int })`select stock from items order by id`).map(({ stock }) => stock);

test('what is asked for at one moment goes out on one connection and is committed once, each with its own answer', async () => {
  const [one, two, none, read, touched] = await Promise.all([
    take(1),
    take(2),
    take(99),
    s.db.together().many({ id: col.int })`select id from items order by id`,
    s.db.together().run`update items set label = id::text`,
  ]);
  expect([one?.stock, two?.stock, none]).toEqual([0, 0, null]);
  expect(one?.xid).toBe(two?.xid);
  expect(read).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
  expect(touched).toBe(3);
  expect(await stocks()).toEqual([0, 0, 1]);
});

test('one that is refused is told so, and the others are done, each once', async () => {
  await s.db.run`update items set stock = 5 where id <> 2`;
  await s.db.run`update items set stock = 0 where id = 2`;
  const [one, two, three] = await Promise.allSettled([take(1), take(2), take(3)]);
  expect(two).toMatchObject({ status: 'rejected', reason: { code: 'conflict', message: 'Nothing is left.' } });
  expect([one, three]).toMatchObject([{ value: { stock: 4 } }, { value: { stock: 4 } }]);
  expect(await stocks()).toEqual([4, 0, 4]);
});

test('what is refused only by the commit is refused to who asked for it', async () => {
  await s.db.run`
    create table if not exists parts (id int primary key, item int references items deferrable initially deferred)`;
  const add = (id: number, item: number) => s.db.together().run`insert into parts values (${id}, ${item})`;
  const [good, bad] = await Promise.allSettled([add(1, 1), add(2, 404)]);
  expect(good).toEqual({ status: 'fulfilled', value: 1 });
  expect(bad).toMatchObject({ status: 'rejected' });
  expect(await s.db.many({ id: col.int })`select id from parts`).toEqual([{ id: 1 }]);
});

test('a statement that was skipped behind a failure is prepared when it comes again on that connection', async () => {
  const one = s.pool({ maxConnections: 1 });
  const skipped = () => one.together().one({ answer: col.int })`select ${7}::int as answer`;
  const [failed, answered] = await Promise.allSettled([one.together().run`select 1 / 0`, skipped()]);
  expect([failed.status, answered.status]).toEqual(['rejected', 'fulfilled']);
  const again = await Promise.all([skipped(), skipped()]);
  expect(again).toEqual([{ answer: 7 }, { answer: 7 }]);
});

test('a value that cannot be sent is refused to its own caller', async () => {
  const circular: Record<string, unknown> = {};
  circular.self = circular;
  const [bad, good] = await Promise.allSettled([s.db.together().run`select ${circular}::jsonb`, take(1)]);
  expect(bad).toMatchObject({ status: 'rejected', reason: { name: 'TypeError' } });
  expect(good).toMatchObject({ value: { stock: 0 } });
});

test('what was under way when the connection was lost is told of, and not done again', async () => {
  await s.db.run`update items set stock = 5`;
  const cut = s.db.together().run`select pg_terminate_backend(pg_backend_pid())`;
  const results = await Promise.allSettled([take(1), cut, take(2)]);
  const lost = { status: 'rejected', reason: { code: 'unavailable' } };
  expect(results).toMatchObject([lost, lost, lost]);
  expect(await stocks()).toEqual([5, 5, 5]);
  expect(await take(1)).toMatchObject({ stock: 4 });
});

/** Somebody who has locked an item, until told to go on; then takes the label of another and commits. */
async function holder() {
  const [locked, goOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let attempts = 0;
  const done = s.db.transaction(async tx => {
    attempts++;
    await tx.run`select from items where id = 1 for update`;
    locked.resolve();
    await goOn.promise;
    await tx.run`update items set label = 'mine' where id = 2`;
    return attempts;
  });
  await locked.promise;
  return { goOn: goOn.resolve, done };
}

const waitForLocks = (count: number) =>
  expect
    .poll(
      async () =>
        (
          await s.db.one({ count: col.int })`
      select count(*)::int from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
        ).count,
    )
    .toBe(count);

test('they lock in the order of their keys, so that they and a transaction never wait for each other', async () => {
  const other = await holder();
  const taken = Promise.all([take(2, 'b'), take(1, 'a')]);
  await waitForLocks(1);
  other.goOn();
  // PostgreSQL has ended neither of them.
  expect(await other.done).toBe(1);
  const [later, first] = await taken;
  expect(later?.xid).toBe(first?.xid);
  expect(await stocks()).toEqual([0, 0, 1]);
});

test('one that has to wait for a lock does not keep those that come after it', async () => {
  const other = await holder();
  const waits = take(1);
  await waitForLocks(1);
  expect(await take(3)).toMatchObject({ stock: 0 });
  other.goOn();
  expect(await waits).toMatchObject({ stock: 0 });
  await other.done;
});

test('inside a transaction nothing is sent beside it', async () => {
  await expect(s.db.transaction(() => take(1))).rejects.toThrow('run the statement on its tx');
  expect(await stocks()).toEqual([1, 1, 1]);
});

test('many more than go out at once are all answered', async () => {
  const asked = Array.from({ length: 200 }, (_, index) => index);
  const answers = await Promise.all(
    asked.map(
      each => s.db.together().one({ ...backend, each: col.int })`
      select ${each}::int as each, pg_backend_pid() as pid`,
    ),
  );
  expect(answers.map(({ each }) => each)).toEqual(asked);
  expect(new Set(answers.map(({ pid }) => pid)).size).toBeLessThanOrEqual(2);
});
