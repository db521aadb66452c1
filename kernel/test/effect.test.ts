// What rides on an operation's transaction, seen from close by.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCall, runUnder } from '../call.ts';
import type { Endpoint } from '../contract.ts';
import { withEffect } from '../effect.ts';
import { type Database, openDatabase } from '../sql/database.ts';
import { newTrace } from '../telemetry/trace.ts';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';

let t: Harness<[typeof notes]>;
let db: Database;
beforeAll(async () => {
  t = await agora({ services: [notes] });
  db = openDatabase({ url: t.running('notes').url, maxConnections: 2, lockTimeoutMs: 50 });
});
afterAll(async () => {
  await db.close();
  await t.close();
});

const pay: Endpoint = {
  ...{ service: 'notes', name: 'pay', method: 'POST', path: '/v1/payments', summary: 'Pay', access: 'user' },
  input: z.strictObject({}),
  output: z.unknown(),
};

/** Runs an operation of the endpoint under a key. */
function operation(endpoint: Endpoint, idempotencyKey: string, work: () => Promise<unknown>): Promise<unknown> {
  const call = makeCall({ requestId: 'r', traceparent: newTrace(), deadlineMs: Infinity, idempotencyKey });
  const { now, id } = t.ctx('notes');
  return withEffect(endpoint, {}, call, { db, now, id }, effect => runUnder(effect ? { effect } : {}, work));
}
const idempotent = { ...pay, idempotent: true } as const;

test('a twin that waits too long for the first is told that it is still running', async () => {
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<number>();
  const run = (work: () => Promise<number>) => operation(idempotent, 'slow', () => db.transaction(work));
  const first = run(() => {
    begun.resolve();
    return end.promise;
  });
  await begun.promise;
  await expect(run(async () => 2)).rejects.toMatchObject({ code: 'request_in_progress' });
  end.resolve(1);
  expect(await first).toBe(1);
  expect(await run(async () => 3)).toBe(1);
});

test('nothing, null and odd text are repeated as they were', async () => {
  for (const [index, reply] of [undefined, null, '', 'a\ud800\u2028', { b: 1, a: [null] }].entries()) {
    const run = (result: unknown) => operation(idempotent, `odd${index}`, () => db.transaction(async () => result));
    expect(await run(reply)).toBe(reply);
    expect(JSON.stringify(await run('another'))).toBe(JSON.stringify(reply)?.replace('\\ud800', '\ufffd'));
  }
});

test('an audited operation that opened no transaction is a fault, and so is a second one', async () => {
  const audited = { ...pay, audit: [] };
  await expect(operation(audited, 'k', async () => 1)).rejects.toThrow('pay is idempotent or audited, but opened no');
  const twice = operation(audited, 'k', async () => {
    await db.transaction(async () => {});
    await db.transaction(async () => {});
  });
  await expect(twice).rejects.toThrow('makes one transaction, not two');
});
