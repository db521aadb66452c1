// The connections to one database.

import pg from 'pg';
import { prepareEnds } from '../postgres/wire.ts';
import { isRefusal } from './errors.ts';

export interface PoolOptions {
  url: string;
  maxConnections: number;
  statementTimeoutMs?: number;
  /** How long a caller waits for a free connection. */
  connectTimeoutMs?: number;
  lockTimeoutMs?: number;
  applicationName?: string;
  /** See `Definition.plansOnce`. */
  plansOnce?: boolean;
  onError?: (error: Error) => void;
}

export interface OpenPool {
  pool: pg.Pool;
  /** Waits for what is under way; resolves once the last connection is gone. */
  close(): Promise<void>;
}

/** A plan that is kept must not be one that reads whole tables, made while they were small. */
const planOnce = ' -c plan_cache_mode=force_generic_plan -c enable_seqscan=off';

/** Opens a pool; no connection is made before the first statement. */
export function openPool(options: PoolOptions): OpenPool {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections,
    // Statements go out while others are under way.
    pipeline: true,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 5_000,
    application_name: options.applicationName ?? 'agora',
    statement_timeout: options.statementTimeoutMs ?? 10_000,
    lock_timeout: options.lockTimeoutMs ?? 5_000,
    idle_in_transaction_session_timeout: 15_000,
    // Compiling costs more than it saves on our statements. A server would also compile each plan that has to read a table
    // whole against `planOnce`, which makes it look dear: a tenth of a second of every payment, and more.
    options: `-c timezone=UTC -c jit=off${options.plansOnce ? planOnce : ''}`,
  });
  // An idle connection the server closes is only news; the next statement opens another.
  pool.on('error', error => options.onError?.(error));
  const connected = new Set<Promise<void>>();
  pool.on('connect', client => {
    prepareEnds(client);
    const gone = new Promise<void>(resolve => client.once('end', resolve));
    connected.add(gone);
    gone.then(() => connected.delete(gone));
  });
  return {
    pool,
    async close() {
      // The pool has ended as soon as it has said goodbye on every connection. A server that is stopped then cuts off
      // those that are still there, which looks like a loss.
      await pool.end();
      await Promise.all(connected);
    },
  };
}

type Lose = (error: Error) => void;

/** Does a work on a connection of its own; `lose` says that it is not to be handed to the next caller. */
export async function onConnection<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient, lose: Lose) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // Without a listener the loss of a checked-out connection would end the process; the statements report it.
  let lost: Error | undefined;
  const lose: Lose = error => (lost ??= error);
  client.on('error', lose);
  try {
    return await work(client, lose);
  } catch (error) {
    if (error instanceof pg.DatabaseError && !isRefusal(error)) lose(error);
    throw error;
  } finally {
    client.off('error', lose);
    client.release(lost);
  }
}
