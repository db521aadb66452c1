// Statements of several callers go to PostgreSQL in one message and are committed by one commit. Each by itself would wake
// its server's process, and wait for a commit of its own: together, as many as come in while others are under way cost both
// processes a third less, and the more there is to do, the more of them go together. See decision 0018.
//
// They share a transaction, so each keeps what it has locked until all of them are done. So that two transactions never wait
// for each other, they go in the order of the keys by which they lock, as whatever else locks several such rows must.

import type pg from 'pg';
import { type Answer, ready, send, sendAll } from '../postgres/wire.ts';
import { isRefusal } from './errors.ts';
import { onConnection } from './pool.ts';
import type { Run } from './queries.ts';
import type { Statement } from './tag.ts';

/** While two are under way the next is gathered, so that one that has to wait for a lock does not keep everybody. */
const width = 2;
const most = 32;

interface Waiting {
  key: string;
  query: Statement;
  resolve(answer: Answer | Promise<Answer>): void;
  reject(error: unknown): void;
}

/** Gives what sends statements together over a pool. Each is answered as if it had been sent alone. */
export function together(pool: pg.Pool): (key: string) => Run {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let soon = false;

  const goSoon = (): void => {
    if (soon || underWay === width || waiting.length === 0) return;
    soon = true;
    // After whatever else has come in with this turn of the event loop.
    setImmediate(() => {
      soon = false;
      underWay++;
      void sendSome(pool, waiting.splice(0, most).sort(byKey)).finally(() => {
        underWay--;
        goSoon();
      });
      goSoon();
    });
  };

  return key => query =>
    new Promise((resolve, reject) => {
      waiting.push({ key, query: ready(query), resolve, reject });
      goSoon();
    });
}

/** As PostgreSQL orders uuids, which is that of their letters. */
const byKey = (one: Waiting, other: Waiting): number => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);

async function sendSome(pool: pg.Pool, some: readonly Waiting[]): Promise<void> {
  try {
    const queries = some.map(({ query }) => query);
    const answers = await onConnection(pool, client => sendAll(client, queries));
    for (const [index, { resolve }] of some.entries()) resolve(answers[index]!);
  } catch (error) {
    // What became of them when the connection was lost nobody knows, so that they must not be sent again.
    const again = some.length > 1 && isRefusal(error);
    for (const { query, resolve, reject } of some) {
      if (again) resolve(onConnection(pool, client => send(client, query)));
      else reject(error);
    }
  }
}
