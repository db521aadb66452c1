// One service's database: statements, and transactions that cannot leak.

import type pg from 'pg';
import { checkDeadline, current, runUnder } from '../call.ts';
import { CodedError } from '../errors.ts';
import { send } from '../postgres/wire.ts';
import { type ConstraintErrors, fromDriver, isRetryable } from './errors.ts';
import { onConnection, openPool, type PoolOptions } from './pool.ts';
import { type Queries, queriesOver, type Run } from './queries.ts';
import { together } from './together.ts';

export type { Queries } from './queries.ts';

export interface Tx extends Queries {
  /** Sends a statement and goes on before its answer is there: where it fails, so does the transaction, or the savepoint it
   * was sent in, with that error. */
  soon(strings: TemplateStringsArray, ...values: unknown[]): void;
  /** Undoes only its own part when it throws. */
  savepoint<T>(part: (tx: Tx) => Promise<T>): Promise<T>;
  /** Collects what `write` does once for all of it at the end of this transaction, however often it is called: a batch of
   * events then takes one statement where each would take one. `write` may collect more. What an undone part collected is
   * left out. */
  beforeCommit<T>(write: Write<T>, item: T): void;
  /** The same after those, by one statement that is sent together with COMMIT; `write` must not collect more. */
  withCommit<T>(write: Write<T>, item: T): void;
  /** Called once this transaction is committed, never when it is not. */
  afterCommit(then: () => void): void;
}

export type Write<T> = (tx: Tx, collected: readonly T[]) => Promise<void>;

interface Collected {
  write: Write<never>;
  item: unknown;
}

/** What a transaction keeps for its end; the part after a savepoint is cut off again when that is undone. */
interface Kept {
  before: Collected[];
  with: Collected[];
  committed: (() => void)[];
  /** Its last statements are under way: what is collected now would be lost. */
  closed: boolean;
}

export interface Database extends Queries {
  /** The same, sent and committed together with what others ask for at this moment, which takes less of both processes: for a
   * brief statement that locks nothing, or rows that belong to the one whose id is `key`. */
  together(key?: string): Queries;
  /** Runs `work` in one transaction; retried as a whole on a serialization failure or deadlock, so it must have no
   * effect outside. Raises coded errors. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Connections now open, free and waited for. */
  stats(): { total: number; idle: number; waiting: number };
  close(): Promise<void>;
}

export interface DatabaseOptions extends PoolOptions {
  constraints?: ConstraintErrors;
  /** Checks every row for nulls rather than those of a statement's first run. */
  strict?: boolean;
}

const attempts = 4;

type Over = (run: Run) => Queries;

/** Opens a pool; no connection is made before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const { constraints = {}, strict = false } = options;
  const { pool, close } = openPool(options);
  const gathered = together(pool);
  const over: Over = run => queriesOver(run, constraints, strict);

  const outside =
    (run: Run): Run =>
    async query => {
      // It would take a second connection while holding one: enough of these at once and none is left for anybody.
      if (current()?.transaction) throw new Error('a transaction is open: run the statement on its tx');
      return run(query);
    };

  return {
    ...over(outside(query => onConnection(pool, client => send(client, query)))),
    together: (key = '') => over(outside(gathered(key))),
    async transaction(work) {
      const now = current();
      if (now?.transaction) throw new Error('a transaction is open already: pass its tx on, or use a savepoint');
      if (now?.effect?.used) throw new Error('an idempotent or audited operation makes one transaction, not two');
      if (now?.effect) now.effect.used = true;
      for (let attemptNo = 1; ; attemptNo++) {
        try {
          checkDeadline();
          return await attempt(pool, work, over);
        } catch (error) {
          const cause = error instanceof CodedError ? error.cause : error;
          if (attemptNo === attempts || !isRetryable(cause)) throw fromDriver(error, constraints);
          await new Promise(resolve => setTimeout(resolve, 2 ** attemptNo * (1 + Math.random())));
        }
      }
    },
    stats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close,
  };
}

/** How far a transaction is: whether it has begun, may still send statements, and has COMMIT go out with the next. */
interface Open {
  begun: boolean;
  now: boolean;
  last: boolean;
  /** What was sent without waiting for it. */
  soon: Promise<unknown>[];
}

/** Runs a transaction once. */
async function attempt<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>, over: Over): Promise<T> {
  const open: Open = { begun: false, now: true, last: false, soon: [] };
  const kept: Kept = { before: [], with: [], committed: [], closed: false };
  const result = await onConnection(pool, async (client, lose) => {
    try {
      const tx = transactionOver(client, open, kept, over);
      const done = await underTransaction(tx, work);
      await writeCollected(tx, kept, open);
      await commit(client, open);
      return done;
    } catch (error) {
      open.now = false;
      // A connection that failed even to roll back is thrown away.
      if (open.begun) await client.query('rollback').catch(lose);
      await settled(open);
      throw error;
    }
  });
  for (const then of kept.committed) then();
  return result;
}

/** Waits for what was sent without waiting. Whatever comes behind a failure fails for it, so it is the one to tell of. */
const settled = ({ soon }: Open): Promise<unknown> => Promise.all(soon.splice(0));

/** Commits, unless COMMIT has gone out with the last statement, or nothing was sent. */
async function commit(client: pg.PoolClient, open: Open): Promise<void> {
  const over = !open.begun || !open.now;
  // Closed before COMMIT is sent: a statement issued while it is under way would run outside the transaction.
  open.now = false;
  if (over) return;
  // A failed statement nobody awaited turns COMMIT into ROLLBACK without an error.
  if ((await client.query('commit')).command !== 'COMMIT')
    throw new Error('the transaction was rolled back: a statement in it failed unnoticed');
}

/** Each write once, with all that was collected for it; COMMIT goes out with the last statement. */
async function writeCollected(tx: Tx, kept: Kept, open: Open): Promise<void> {
  while (kept.before.length > 0) for (const write of grouped(tx, kept.before.splice(0))) await write();
  kept.closed = true;
  const writes = grouped(tx, kept.with);
  for (const [index, write] of writes.entries()) {
    open.last = index === writes.length - 1;
    await write();
  }
}

function toClose(kept: Kept): Kept {
  if (kept.closed) throw new Error('this transaction is closing: what is sent with its COMMIT must not collect more');
  return kept;
}

const grouped = (tx: Tx, collected: readonly Collected[]): (() => Promise<void>)[] =>
  [...Map.groupBy(collected, ({ write }) => write)].map(([write, entries]) => {
    const items = entries.map(({ item }) => item as never);
    return () => write(tx, items);
  });

/** Runs the work marked as inside a transaction, with the effect that rides on the operation's. */
async function underTransaction<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const now = current();
  return runUnder({ ...now, transaction: true }, async () => {
    const effect = now?.effect;
    if (!effect) return work(tx);
    await effect.begin(tx);
    const result = await work(tx);
    await effect.end(tx, result);
    return result;
  });
}

function transactionOver(client: pg.PoolClient, open: Open, kept: Kept, over: Over): Tx {
  const whileOpen = (): pg.PoolClient => {
    if (!open.now) throw new Error('this transaction is over: a statement was not awaited inside it');
    return client;
  };
  let depth = 0;
  const tx: Tx = {
    ...over(query => {
      const connection = whileOpen();
      const ends = { begin: !open.begun, commit: open.last };
      Object.assign(open, { begun: true, now: !open.last });
      return send(connection, query, ends);
    }),
    soon(strings, ...values) {
      const sent = tx.run(strings, ...values);
      sent.catch(() => {});
      open.soon.push(sent);
    },
    async savepoint(part) {
      const name = `p${++depth}`;
      const lengths = [kept.before.length, kept.with.length, kept.committed.length] as const;
      if (!open.begun) await whileOpen().query('begin');
      open.begun = true;
      await whileOpen().query(`savepoint ${name}`);
      try {
        const result = await part(tx);
        await whileOpen().query(`release savepoint ${name}`);
        return result;
      } catch (error) {
        await whileOpen().query(`rollback to savepoint ${name}`);
        [kept.before.length, kept.with.length, kept.committed.length] = lengths;
        await settled(open);
        throw error;
      }
    },
    beforeCommit: (write, item) => void toClose(kept).before.push({ write, item }),
    withCommit: (write, item) => void toClose(kept).with.push({ write, item }),
    afterCommit: then => void kept.committed.push(then),
  };
  return tx;
}
