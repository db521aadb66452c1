// One service's database: statements, and transactions that cannot leak.

import type pg from 'pg';
import { checkDeadline, current, runUnder } from '../call.ts';
import { CodedError } from '../errors.ts';
import { mismatch, type RowOf, type Shape, unexpectedNull } from './columns.ts';
import { type ConstraintErrors, fromDriver, isRetryable } from './errors.ts';
import { openPool, type PoolOptions } from './pool.ts';
import { statement } from './tag.ts';

type Template<T> = (strings: TemplateStringsArray, ...values: unknown[]) => Promise<T>;

export interface Queries {
  /** Exactly one row, else an internal error. */
  one<S extends Shape>(shape: S): Template<RowOf<S>>;
  /** One row or null. */
  maybe<S extends Shape>(shape: S): Template<RowOf<S> | null>;
  many<S extends Shape>(shape: S): Template<RowOf<S>[]>;
  /** Runs it and gives the number of rows it touched. */
  run: Template<number>;
}

export interface Tx extends Queries {
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

type Run = (query: { text: string; name: string; values: unknown[] }) => Promise<pg.QueryResult>;

/** Opens a pool; no connection is made before the first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const { constraints = {}, strict = false } = options;
  const { pool, close } = openPool(options);

  const outside: Run = async query => {
    // It would take a second connection while holding one: enough of these at once and none is left for anybody.
    if (current()?.transaction) throw new Error('a transaction is open: run the statement on its tx');
    return pool.query(query);
  };

  return {
    ...queriesOver(outside, constraints, strict),
    async transaction(work) {
      const now = current();
      if (now?.transaction) throw new Error('a transaction is open already: pass its tx on, or use a savepoint');
      if (now?.effect?.used) throw new Error('an idempotent or audited operation makes one transaction, not two');
      if (now?.effect) now.effect.used = true;
      for (let attemptNo = 1; ; attemptNo++) {
        try {
          checkDeadline();
          return await attempt(pool, work, constraints, strict);
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

/** Whether statements may still be sent, and how many were. */
interface Open {
  now: boolean;
  sent: number;
}

/** Runs a transaction once, on a connection of its own. */
async function attempt<T>(
  pool: pg.Pool,
  work: (tx: Tx) => Promise<T>,
  constraints: ConstraintErrors,
  strict: boolean,
): Promise<T> {
  const client = await pool.connect();
  // Without a listener the loss of a checked-out connection would end the process; the statements report it.
  let lost: Error | undefined;
  const onLoss = (error: Error) => (lost = error);
  client.on('error', onLoss);
  const open: Open = { now: true, sent: 0 };
  const kept: Kept = { before: [], with: [], committed: [], closed: false };
  let result: T;
  try {
    // Not awaited: where BEGIN fails the connection is gone, and the statements behind it with it.
    const begun = client.query('begin');
    begun.catch(onLoss);
    const tx = transactionOver(client, open, kept, constraints, strict);
    result = await underTransaction(tx, work);
    await begun;
    const last = await writeCollected(tx, kept, open);
    // Closed before COMMIT is sent: a statement issued while it is under way would run outside the transaction.
    open.now = false;
    const [written, committed] = await Promise.allSettled([last.written, client.query('commit')]);
    if (written.status === 'rejected') throw written.reason;
    if (committed.status === 'rejected') throw committed.reason;
    // A failed statement nobody awaited turns COMMIT into ROLLBACK without an error.
    if (committed.value.command !== 'COMMIT')
      throw new Error('the transaction was rolled back: a statement in it failed unnoticed');
  } catch (error) {
    open.now = false;
    await client.query('rollback').catch(rollbackError => (lost ??= rollbackError));
    throw error;
  } finally {
    client.off('error', onLoss);
    // A connection that failed even to roll back is thrown away, never handed to the next caller.
    client.release(lost);
  }
  for (const then of kept.committed) then();
  return result;
}

/** Each write once, with all that was collected for it. The last is given back while it is under way, so that COMMIT need
 * not wait for it: if it fails, COMMIT only rolls back. One that sent nothing yet is waited for, as it may never do. */
async function writeCollected(tx: Tx, kept: Kept, open: Open): Promise<{ written: Promise<void> }> {
  while (kept.before.length > 0) for (const write of grouped(tx, kept.before.splice(0))) await write();
  kept.closed = true;
  let written = Promise.resolve();
  for (const write of grouped(tx, kept.with)) {
    await written;
    const before = open.sent;
    written = write();
    if (open.sent === before) await written;
  }
  return { written };
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

function transactionOver(
  client: pg.PoolClient,
  open: Open,
  kept: Kept,
  constraints: ConstraintErrors,
  strict: boolean,
): Tx {
  const whileOpen = (): pg.PoolClient => {
    if (!open.now) throw new Error('this transaction is over: a statement was not awaited inside it');
    return client;
  };
  let depth = 0;
  const tx: Tx = {
    ...queriesOver(
      async query => {
        const answer = whileOpen().query(query);
        open.sent++;
        return answer;
      },
      constraints,
      strict,
    ),
    async savepoint(part) {
      const name = `p${++depth}`;
      const lengths = [kept.before.length, kept.with.length, kept.committed.length] as const;
      await whileOpen().query(`savepoint ${name}`);
      try {
        const result = await part(tx);
        await whileOpen().query(`release savepoint ${name}`);
        return result;
      } catch (error) {
        await whileOpen().query(`rollback to savepoint ${name}`);
        [kept.before.length, kept.with.length, kept.committed.length] = lengths;
        throw error;
      }
    },
    beforeCommit: (write, item) => void toClose(kept).before.push({ write, item }),
    withCommit: (write, item) => void toClose(kept).with.push({ write, item }),
    afterCommit: then => void kept.committed.push(then),
  };
  return tx;
}

/** Shapes that were checked, by statement: a statement keeps its row description while it lives. */
const checked = new WeakMap<Shape, Set<string>>();

function check(shape: Shape, name: string, result: pg.QueryResult, text: string, strict: boolean): void {
  let names = checked.get(shape);
  const first = !names?.has(name);
  if (first) {
    const difference = mismatch(shape, result.fields);
    if (difference) throw new Error(`the statement ${difference}: ${text}`);
    if (!names) checked.set(shape, (names = new Set()));
    names.add(name);
  }
  if (first || strict) {
    const column = unexpectedNull(shape, result.rows);
    if (column) throw new Error(`the column ${column} is null, but its row shape says it never is: ${text}`);
  }
}

function queriesOver(run: Run, constraints: ConstraintErrors, strict: boolean): Queries {
  async function rowsOf(
    shape: Shape | null,
    strings: TemplateStringsArray,
    values: unknown[],
  ): Promise<pg.QueryResult> {
    checkDeadline();
    const query = statement(strings, values);
    try {
      const result = await run(query);
      if (shape) check(shape, query.name, result, query.text, strict);
      return result;
    } catch (error) {
      throw fromDriver(error, constraints);
    }
  }
  return {
    one:
      shape =>
      async (strings, ...values) => {
        const { rows } = await rowsOf(shape, strings, values);
        if (rows.length !== 1) throw new Error(`expected one row, got ${rows.length}: ${strings.join('?')}`);
        return rows[0];
      },
    maybe:
      shape =>
      async (strings, ...values) => {
        const { rows } = await rowsOf(shape, strings, values);
        if (rows.length > 1) throw new Error(`expected at most one row, got ${rows.length}: ${strings.join('?')}`);
        return rows[0] ?? null;
      },
    many:
      shape =>
      async (strings, ...values) =>
        (await rowsOf(shape, strings, values)).rows,
    run: async (strings, ...values) => (await rowsOf(null, strings, values)).rowCount ?? 0,
  };
}
