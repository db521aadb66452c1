// What happens when connections break, run out, or are used after their time.

import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setImmediate as afterThis } from 'node:timers/promises';
import pg from 'pg';
import { beforeEach, expect, test, vi } from 'vitest';
import { col } from '../columns.ts';
import { openDatabase, type Tx } from '../database.ts';
import { backend, scratch } from './scratch.ts';

const s = scratch();
beforeEach(() => s.fill());
const add = (tx: Tx, id: number) => tx.run`insert into items (id) values (${id})`;
const unavailable = { code: 'unavailable' };

test('when the server process of a transaction is killed, none of its later statements runs anywhere', async () => {
  const pool = s.pool({ maxConnections: 1 });
  const killed = pool.transaction(async tx => {
    await add(tx, 1);
    await s.kill(await tx.one(backend)`select pg_backend_pid() as pid`);
    // Code that swallows errors must not get its way either.
    await expect(add(tx, 2)).rejects.toMatchObject(unavailable);
    await expect(tx.savepoint(part => add(part, 3))).rejects.toThrow();
    await add(tx, 4).catch(() => {});
  });
  await expect(killed).rejects.toMatchObject(unavailable);
  expect(await s.ids()).toEqual([]);
  await pool.transaction(tx => add(tx, 5));
  expect(await s.ids()).toEqual([5]);
});

test('a kill during a statement is reported by it, and the pool goes on with a new connection', async () => {
  const pool = s.pool({ maxConnections: 1 });
  const killed = pool.transaction(async tx => {
    const own = await tx.one(backend)`select pg_backend_pid() as pid`;
    await add(tx, 1);
    await Promise.all([tx.run`select pg_sleep(10)`, s.kill(own)]);
  });
  await expect(killed).rejects.toMatchObject(unavailable);
  await pool.run`insert into items (id) values (2)`;
  expect(await s.ids()).toEqual([2]);
  expect(pool.stats()).toEqual({ total: 1, idle: 1, waiting: 0 });
});

test('an idle connection that is killed is told of and replaced', async () => {
  const lost = Promise.withResolvers<Error>();
  const pool = s.pool({ onError: lost.resolve });
  await s.kill(await pool.one(backend)`select pg_backend_pid() as pid`);
  await lost.promise;
  await pool.run`insert into items (id) values (1)`;
  expect(await s.ids()).toEqual([1]);
});

test('a statement that comes after its transaction is refused, even while the commit is under way', async () => {
  let late: Promise<unknown> = Promise.resolve();
  let leaked!: Tx;
  await s.db.transaction(async tx => {
    leaked = tx;
    await add(tx, 1);
    late = afterThis().then(() => add(tx, 2));
    late.catch(() => {});
  });
  await expect(late).rejects.toThrow('this transaction is over: a statement was not awaited inside it');
  await expect(add(leaked, 3)).rejects.toThrow('this transaction is over');
  await expect(leaked.savepoint(tx => add(tx, 4))).rejects.toThrow('this transaction is over');
  expect(await s.ids()).toEqual([1]);
});

test('a statement that failed unnoticed does not let the transaction pass for committed', async () => {
  let committed = false;
  const careless = s.db.transaction(async tx => {
    tx.afterCommit(() => (committed = true));
    await add(tx, 1);
    void add(tx, 1).catch(() => {});
  });
  await expect(careless).rejects.toThrow('rolled back: a statement in it failed unnoticed');
  expect(committed).toBe(false);
  expect(await s.ids()).toEqual([]);
});

test('whoever finds no connection free in time is told unavailable, and the others go on', async () => {
  const pool = s.pool({ maxConnections: 2, connectTimeoutMs: 1_000 });
  const release = Promise.withResolvers<void>();
  const holders = [1, 2].map(id =>
    pool.transaction(async tx => {
      await add(tx, id);
      await release.promise;
    }),
  );
  const startMs = performance.now();
  const crowd = await Promise.allSettled(
    [3, 4, 5].map(id => (id === 4 ? pool.run`select 1` : pool.transaction(tx => add(tx, id)))),
  );
  expect(performance.now() - startMs).toBeLessThan(5_000);
  for (const each of crowd) expect(each).toMatchObject({ status: 'rejected', reason: unavailable });
  release.resolve();
  await Promise.all(holders);
  await pool.transaction(tx => add(tx, 6));
  expect(await s.ids()).toEqual([1, 2, 6]);
});

test('the rows of a statement are described once a connection, also of one that has none', async () => {
  const pool = s.pool({ maxConnections: 1 });
  await pool.run`select 1`;
  const wire = pg.Connection.prototype as unknown as Record<'describe', () => void>;
  const describe = vi.spyOn(wire, 'describe');
  try {
    for (const id of [1, 2]) {
      expect(await pool.one({ id: col.int })`insert into items (id) values (${id}) returning id`).toEqual({ id });
      expect(await pool.run`delete from items where id = ${id}`).toBe(1);
    }
    expect(describe).toHaveBeenCalledTimes(2);
  } finally {
    describe.mockRestore();
  }
});

test('a statement that fails leaves its connection to the next', async () => {
  const pool = s.pool({ maxConnections: 1 });
  const server = () => pool.one({ pid: col.int })`select pg_backend_pid() as pid`;
  const { pid } = await server();
  await pool.run`insert into items (id) values (1)`;
  await expect(pool.run`insert into items (id) values (1)`).rejects.toMatchObject({ code: 'already_exists' });
  expect(await server()).toEqual({ pid });
});

test('a server that is not there is unavailable', async () => {
  const nowhere = openDatabase({ url: 'postgres://a:b@127.0.0.1:1/c', maxConnections: 1 });
  await expect(nowhere.run`select 1`).rejects.toMatchObject(unavailable);
  await expect(nowhere.transaction(async () => {})).rejects.toMatchObject(unavailable);
  await nowhere.close();
});

test('no statement is compiled, whatever the server does by itself', async () => {
  await s.db.run`
    do $$ begin execute format('alter database %I set jit = on', current_database()); end $$`;
  const plain = await s.pool().one({ jit: col.text })`select current_setting('jit') as jit`;
  const planned = await s.pool({ plansOnce: true }).one({ jit: col.text })`select current_setting('jit') as jit`;
  expect([plain.jit, planned.jit]).toEqual(['off', 'off']);
});

test('a pool is closed once its connections are gone, so that a server stopped then has none to cut off', async () => {
  const { server, port, open } = await slowlyClosing(new URL(s.url()));
  const url = Object.assign(new URL(s.url()), { hostname: '127.0.0.1', port: String(port), search: '' }).href;
  const pool = openDatabase({ url, maxConnections: 3 });
  await Promise.all([1, 2, 3].map(() => pool.run`select pg_sleep(0.05)`));
  expect(open()).toBe(3);
  await pool.close();
  expect(open()).toBe(0);
  server.close();
});

/** A way to a server on which a connection ends a tenth of a second after the client has said goodbye. */
async function slowlyClosing(target: URL) {
  let open = 0;
  const server = createServer({ allowHalfOpen: true }, client => {
    open++;
    const behind = connect(Number(target.port), target.hostname);
    client.pipe(behind, { end: false });
    behind.pipe(client, { end: false });
    client.once('end', () =>
      setTimeout(() => {
        open--;
        client.end();
        behind.destroy();
      }, 100),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, open: () => open };
}
