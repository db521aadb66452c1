import { beforeEach, expect, test } from 'vitest';
import { col } from '../columns.ts';
import type { Tx } from '../database.ts';
import { scratch } from './scratch.ts';

const s = scratch();
beforeEach(() => s.fill(1, 2));

/** Lets the first runs of two transactions wait for each other; later runs pass at once. */
function meeting() {
  const both = Promise.withResolvers<void>();
  let here = 0;
  return () => {
    if (++here === 2) both.resolve();
    return both.promise;
  };
}

const take = (tx: Tx, id: number) => tx.run`update items set stock = stock + 1 where id = ${id}`;
const stocks = () => s.db.many({ stock: col.int })`select stock from items order by id`;

test('of two transactions in a deadlock the victim is run again, and both take effect once', async () => {
  const meet = meeting();
  let runs = 0;
  const crossing = (first: number, second: number) =>
    s.db.transaction(async tx => {
      runs++;
      await tx.run`set local deadlock_timeout = '10ms'`;
      await take(tx, first);
      await meet();
      await take(tx, second);
    });
  await Promise.all([crossing(1, 2), crossing(2, 1)]);
  expect(runs).toBe(3);
  expect(await stocks()).toEqual([{ stock: 3 }, { stock: 3 }]);
});

test('a serialization failure is run again on what the other one left', async () => {
  const meet = meeting();
  let runs = 0;
  const doubled = () =>
    s.db.transaction(async tx => {
      runs++;
      await tx.run`set transaction isolation level repeatable read`;
      const { stock } = await tx.one({ stock: col.int })`select stock from items where id = 1`;
      await meet();
      await tx.run`update items set stock = ${stock * 2} where id = 1`;
    });
  await Promise.all([doubled(), doubled()]);
  expect(runs).toBe(3);
  expect(await stocks()).toEqual([{ stock: 4 }, { stock: 1 }]);
});

test('what keeps failing is given up after four runs, as a conflict, and leaves nothing', async () => {
  let runs = 0;
  const hopeless = s.db.transaction(async tx => {
    runs++;
    await take(tx, 1);
    await tx.run`do $$ begin raise exception 'again' using errcode = '40001'; end $$`;
  });
  await expect(hopeless).rejects.toMatchObject({ code: 'conflict' });
  expect(runs).toBe(4);
  expect(await stocks()).toEqual([{ stock: 1 }, { stock: 1 }]);
});

test('what is no matter of luck is run once', async () => {
  let runs = 0;
  const twin = s.db.transaction(async tx => {
    runs++;
    await tx.run`insert into items (id) values (1)`;
  });
  await expect(twin).rejects.toMatchObject({ code: 'already_exists' });
  const thrown = s.db.transaction(async () => {
    runs++;
    throw new Error('no');
  });
  await expect(thrown).rejects.toThrow('no');
  expect(runs).toBe(2);
});

test('what waits for the commit runs once although the transaction ran twice', async () => {
  let [runs, committed] = [0, 0];
  await s.db.transaction(async tx => {
    tx.afterCommit(() => committed++);
    if (++runs === 1) await tx.run`do $$ begin raise exception 'again' using errcode = '40P01'; end $$`;
  });
  expect([runs, committed]).toEqual([2, 1]);
});
