import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../access.ts';
import { makeCall } from '../call.ts';
import { forgetClaims } from '../effect.ts';
import { col } from '../sql/columns.ts';
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

test('an act is of a building where somebody acts as one who looks after it, and only there', () => {
  const callOf = (role: Role, scope = 'building:b') => {
    const user = { userId: 'u', sessionId: 's', grants: [{ role, scope }], authenticatedAt: '' };
    return makeCall({ user, requestId: 'r', traceparent: '', deadlineMs: Infinity });
  };
  const caresFor = (call: ReturnType<typeof callOf>, asked: Role[], building = 'b') => {
    call.can(asked, { building });
    return call.caresFor;
  };
  const either: Role[] = ['resident', 'manager'];
  expect(caresFor(callOf('manager'), either)).toBe('b');
  expect(caresFor(callOf('support'), ['manager', 'support'])).toBe('b');
  expect(caresFor(callOf('admin', 'platform'), ['manager'])).toBe('b');
  expect(caresFor(callOf('resident'), either)).toBeNull();
  expect(caresFor(callOf('manager'), either, 'other')).toBeNull();
  // A role of the building that is nobody's who looks after it.
  expect(caresFor(callOf('admin', 'platform'), ['resident'])).toBeNull();
});
