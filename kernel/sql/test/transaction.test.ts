import pg from 'pg';
import { beforeEach, expect, test, vi } from 'vitest';
import { makeCall, runUnder } from '../../call.ts';
import { newTrace } from '../../telemetry/trace.ts';
import { col } from '../columns.ts';
import type { Tx } from '../database.ts';
import { scratch } from './scratch.ts';

const s = scratch({
  constraints: {
    items_stock: { code: 'failed_precondition', message: 'Nothing is left.', reason: 'sold_out' },
    items_label: { code: 'already_exists', message: 'Choose another label.' },
  },
});
beforeEach(() => s.fill());
const add = (tx: Tx, id: number) => tx.run`insert into items (id) values (${id})`;

test('a transaction commits what it did and gives its result', async () => {
  const result = await s.db.transaction(async tx => {
    await add(tx, 1);
    expect(await s.ids()).toEqual([]);
    await add(tx, 2);
    return 'done';
  });
  expect(result).toBe('done');
  expect(await s.ids()).toEqual([1, 2]);
});

test('a transaction that throws leaves nothing and throws what was thrown', async () => {
  const oops = new Error('oops');
  const run = s.db.transaction(async tx => {
    await add(tx, 1);
    throw oops;
  });
  await expect(run).rejects.toBe(oops);
  expect(await s.ids()).toEqual([]);
});

test('a savepoint undoes only its own part, also inside another', async () => {
  await s.db.transaction(async tx => {
    await add(tx, 1);
    await tx.savepoint(async outer => {
      await add(outer, 2);
      await expect(outer.savepoint(inner => add(inner, 1))).rejects.toMatchObject({ code: 'already_exists' });
      await add(outer, 3);
    });
    await expect(
      tx.savepoint(async part => {
        await add(part, 4);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
  });
  expect(await s.ids()).toEqual([1, 2, 3]);
});

test('what waits for the commit runs after it, and not for a part or a whole that was undone', async () => {
  const ran: string[] = [];
  await s.db.transaction(async tx => {
    tx.afterCommit(() => ran.push('whole'));
    await tx.savepoint(async part => part.afterCommit(() => ran.push('kept')));
    await tx
      .savepoint(async part => {
        part.afterCommit(() => ran.push('undone part'));
        throw new Error('no');
      })
      .catch(() => {});
    expect(ran).toEqual([]);
  });
  await s.db
    .transaction(async tx => {
      tx.afterCommit(() => ran.push('undone whole'));
      throw new Error('no');
    })
    .catch(() => {});
  expect(ran).toEqual(['whole', 'kept']);
});

test('what is collected is written last, by one statement a kind, and commits with the rest', async () => {
  const write = async (tx: Tx, ids: readonly number[]) => {
    await tx.run`insert into items (id) select unnest(${ids}::int[])`;
  };
  await s.db.transaction(async tx => {
    tx.withCommit(write, 2);
    tx.withCommit(write, 3);
    await add(tx, 1);
    expect(await tx.many({ id: col.int })`select id from items`).toEqual([{ id: 1 }]);
  });
  expect(await s.ids()).toEqual([1, 2, 3]);
});

test('a transaction of two statements is two messages: BEGIN goes out with the first, COMMIT with the last', async () => {
  await s.db.run`select 1`;
  const wire = pg.Connection.prototype as unknown as Record<'sync' | 'query', () => void>;
  const sent = (['sync', 'query'] as const).map(message => vi.spyOn(wire, message));
  try {
    await s.db.transaction(async tx => {
      tx.withCommit(async last => void (await add(last, 2)), null);
      expect(await add(tx, 1)).toBe(1);
    });
    await s.db.transaction(async () => {});
    expect(sent.map(({ mock }) => mock.calls.length)).toEqual([2, 0]);
  } finally {
    for (const spy of sent) spy.mockRestore();
  }
  // As everybody else sees it: on the same connection it would be seen uncommitted as well.
  expect(await s.pool().many({ id: col.int })`select id from items order by id`).toEqual([{ id: 1 }, { id: 2 }]);
});

test('what is sent without waiting fails the transaction with its own error, whatever comes behind it', async () => {
  const taken = { code: 'already_exists' };
  const twice = async (tx: Tx, then: () => Promise<unknown>) => {
    tx.soon`insert into items (id) values (1)`;
    tx.soon`insert into items (id) values (1)`;
    return then();
  };
  const last = async (tx: Tx) => void (await add(tx, 2));
  await expect(s.db.transaction(tx => twice(tx, async () => {}))).rejects.toMatchObject(taken);
  await expect(s.db.transaction(tx => twice(tx, () => add(tx, 3)))).rejects.toMatchObject(taken);
  await expect(s.db.transaction(tx => twice(tx, async () => tx.withCommit(last, null)))).rejects.toMatchObject(taken);
  expect(await s.ids()).toEqual([]);
});

test('what is sent without waiting inside of a savepoint fails that alone', async () => {
  await s.db.transaction(async tx => {
    tx.soon`insert into items (id) values (1)`;
    const part = tx.savepoint(async () => tx.soon`insert into items (id) values (1)`);
    await expect(part).rejects.toMatchObject({ code: 'already_exists' });
    const behind = tx.savepoint(async () => {
      tx.soon`insert into items (id) values (1)`;
      await add(tx, 3);
    });
    await expect(behind).rejects.toMatchObject({ code: 'already_exists' });
    tx.soon`insert into items (id) values (2)`;
  });
  expect(await s.ids()).toEqual([1, 2]);
});

test('what is collected before the end may collect more, and what goes with COMMIT may not', async () => {
  const write = async (tx: Tx, ids: readonly number[]) => {
    await tx.run`insert into items (id) select unnest(${ids}::int[])`;
  };
  const double = async (tx: Tx, ids: readonly number[]) => {
    await write(tx, ids);
    for (const id of ids) tx.withCommit(write, id * 10);
  };
  await s.db.transaction(async tx => {
    tx.beforeCommit(double, 1);
    tx.beforeCommit(double, 2);
    await tx
      .savepoint(async part => {
        part.beforeCommit(double, 3);
        part.withCommit(write, 4);
        throw new Error('undone');
      })
      .catch(() => {});
  });
  expect(await s.ids()).toEqual([1, 2, 10, 20]);
  const late = s.db.transaction(async tx => tx.withCommit(double, 5));
  await expect(late).rejects.toThrow('what is sent with its COMMIT must not collect more');
});

test.each([
  ['fails', (tx: Tx, ids: readonly number[]) => add(tx, ids[0]!).then(() => {}), { code: 'already_exists' }],
  ['is never sent', () => Promise.reject(new Error('not today')), { message: 'not today' }],
  [
    'comes too late',
    async (tx: Tx) => {
      await new Promise(resolve => setTimeout(resolve, 5));
      await add(tx, 1);
    },
    { code: 'already_exists' },
  ],
])('where the last statement %s its transaction commits nothing', async (_how, write, expected) => {
  const run = s.db.transaction(async tx => {
    tx.withCommit(write, 1);
    await add(tx, 1);
  });
  await expect(run).rejects.toMatchObject(expected);
  expect(await s.ids()).toEqual([]);
});

test('a broken constraint is the coded error its name was given', async () => {
  await s.db.run`insert into items (id, label) values (1, 'a')`;
  await expect(s.db.run`update items set stock = stock - 2`).rejects.toMatchObject({
    code: 'failed_precondition',
    message: 'Nothing is left.',
    extras: { reason: 'sold_out' },
  });
  const twin = s.db.transaction(tx => tx.run`insert into items (id, label) values (2, 'a')`);
  await expect(twin).rejects.toMatchObject({ code: 'already_exists', message: 'Choose another label.' });
});

test('a constraint checked at the commit is reported all the same', async () => {
  await s.db.run`create table pairs (item int references items deferrable initially deferred)`;
  const orphan = s.db.transaction(tx => tx.run`insert into pairs (item) values (99)`);
  await expect(orphan).rejects.toMatchObject({ code: '23503' });
  expect(await s.db.one({ count: col.int })`select count(*)::int as count from pairs`).toEqual({ count: 0 });
});

test('a transaction inside a transaction is refused, and so is a statement beside it', async () => {
  const nested = s.db.transaction(() => s.db.transaction(async () => {}));
  await expect(nested).rejects.toThrow('a transaction is open already: pass its tx on, or use a savepoint');
  const beside = s.db.transaction(() => s.db.run`insert into items (id) values (1)`);
  await expect(beside).rejects.toThrow('a transaction is open: run the statement on its tx');
});

test('once the deadline has passed no statement runs and what the transaction did is undone', async () => {
  const until = <T>(inMs: number, run: () => Promise<T>): Promise<T> => {
    const deadlineMs = performance.now() + inMs;
    return runUnder({ call: makeCall({ requestId: 'r', traceparent: newTrace(), deadlineMs }) }, run);
  };
  const late = { code: 'deadline_exceeded' };
  await expect(until(-1, () => s.db.run`insert into items (id) values (1)`)).rejects.toMatchObject(late);
  await expect(until(-1, () => s.db.transaction(tx => add(tx, 2)))).rejects.toMatchObject(late);
  const halfway = until(60, () =>
    s.db.transaction(async tx => {
      await add(tx, 3);
      await tx.one({ slept: col.text })`select pg_sleep(0.1)::text as slept`;
      await add(tx, 4);
    }),
  );
  await expect(halfway).rejects.toMatchObject(late);
  expect(await s.ids()).toEqual([]);
});

test('a statement that takes too long is cancelled with deadline_exceeded', async () => {
  const hasty = s.pool({ statementTimeoutMs: 30 });
  const slow = hasty.transaction(async tx => {
    await add(tx, 1);
    await tx.run`select pg_sleep(5)`;
  });
  await expect(slow).rejects.toMatchObject({ code: 'deadline_exceeded' });
  expect(await s.ids()).toEqual([]);
});
