import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeCall, runUnder } from '../call.ts';
import { endpoint } from '../contract.ts';
import { forgetClaims, withEffect } from '../effect.ts';
import { col } from '../sql/columns.ts';
import { openDatabase } from '../sql/database.ts';
import { newTrace } from '../telemetry/trace.ts';
import { agora, type Harness } from '../testing/harness.ts';
import notes from './fixtures/notes/notes.ts';

let t: Harness<[typeof notes]>;
const buildingId = randomUUID();
beforeAll(async () => {
  t = await agora({ services: [notes] });
});
afterAll(() => t.close());

test('the audit row tells who did what from where, with the fields the endpoint names and no others', async () => {
  const user = t.person(`resident@building:${buildingId}`);
  await t.as(user, { requestId: 'r-7', ip: '198.51.100.4' }).notes.addNote({ buildingId, title: 'not audited' });
  const rows = await t.db('notes').many({
    action: col.text,
    user_id: col.uuid.orNull,
    via: col.text.orNull,
    request_id: col.text,
    ip: col.inet.orNull,
    details: col.json<unknown>(),
  })`select action, user_id, via, request_id, ip, details from audit_log`;
  const details = { buildingId };
  expect(rows).toEqual([
    { action: 'addNote', user_id: user.userId, via: null, request_id: 'r-7', ip: '198.51.100.4', details },
  ]);
});

test('claims are forgotten by their age', async () => {
  const as = t.as(t.person(`resident@building:${buildingId}`), { idempotencyKey: 'k' }).notes;
  await as.addNote({ buildingId, title: 'remembered' });
  expect(await forgetClaims(t.db('notes'), t.clock.now())).toBe(0);
  await t.advance('31 days');
  await t.db('notes').run`delete from notes`;
  await as.addNote({ buildingId, title: 'remembered' });
});

test('a twin that waits too long for the first is told that it is still running', async () => {
  const db = openDatabase({ url: t.running('notes').url, maxConnections: 2, lockTimeoutMs: 50 });
  const pay = {
    ...endpoint({
      method: 'POST',
      path: '/v1/payments',
      summary: 'Pay',
      access: 'user',
      idempotent: true,
      input: z.strictObject({}),
      output: z.int(),
    }),
    service: 'notes',
    name: 'pay',
  };
  const call = makeCall({ requestId: 'r', traceparent: newTrace(), deadlineMs: Infinity, idempotencyKey: 'slow' });
  const { now, id } = t.ctx('notes');
  const begun = Promise.withResolvers<void>();
  const end = Promise.withResolvers<number>();
  const run = (work: () => Promise<number>) =>
    withEffect(pay, {}, call, { db, now, id }, effect =>
      runUnder(effect ? { effect } : {}, () => db.transaction(work)),
    );
  const first = run(() => {
    begun.resolve();
    return end.promise;
  });
  await begun.promise;
  await expect(run(async () => 2)).rejects.toMatchObject({ code: 'request_in_progress' });
  end.resolve(1);
  expect(await first).toBe(1);
  expect(await run(async () => 3)).toBe(1);
  await db.close();
});
