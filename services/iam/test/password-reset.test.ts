import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { passwordResetRequested, securityAlert } from '../events.ts';
import {
  type Iam,
  linkToken,
  login,
  member,
  newEmail,
  newIp,
  openIam,
  password,
  registered,
  statusOf,
} from './people.ts';

let t: Iam;
const guest = () => t.anonymous({ ip: newIp() }).iam;
const dead = { code: 'not_found', extras: { reason: 'dead_link' } };
const fresh = 'nine purple lanterns';

async function resetToken(email: string): Promise<string> {
  await guest().requestPasswordReset({ email });
  return linkToken(t, passwordResetRequested, email);
}

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('a forgotten password is replaced by the link, and every session ends', async () => {
  const { email, id, tokens } = await member(t);
  await guest().resetPassword({ token: await resetToken(email), password: fresh });
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
  await expect(login(t, email)).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(guest().login({ email, password: fresh })).resolves.toMatchObject({ status: 'signed_in' });
  await t.settle();
  expect(t.published(securityAlert).filter(({ data }) => data.userId === id)).toMatchObject([
    { data: { kind: 'password_changed' } },
  ]);
});

test('asking for a known and for an unknown address leaves the same traces and gets the same reply', async () => {
  const { email } = await registered(t);
  await t.settle();
  const traces = () =>
    t.db('iam').one({ requests: col.int, entries: col.int, tokens: col.int })`
      select (select count(*)::int from mail_requests) as requests,
             (select count(*)::int from security_audit_pending where user_id is null) as entries,
             (select count(*)::int from password_reset_tokens) as tokens`;
  const left = [];
  for (const address of [email, newEmail()]) {
    const before = await traces();
    const reply = await guest().requestPasswordReset({ email: address });
    const after = await traces();
    left.push([reply, after.requests - before.requests, after.entries - before.entries, after.tokens - before.tokens]);
  }
  expect(left).toEqual([
    [undefined, 1, 1, 0],
    [undefined, 1, 1, 0],
  ]);
});

test('a reset link works once, for an hour, and only the newest', async () => {
  const { email } = await registered(t);
  const first = await resetToken(email);
  const second = await resetToken(email);
  await expect(guest().resetPassword({ token: first, password: fresh })).rejects.toMatchObject(dead);
  const uses = await Promise.allSettled(
    Array.from({ length: 8 }, () => guest().resetPassword({ token: second, password: fresh })),
  );
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

  const late = await resetToken(email);
  await t.advance('61 minutes');
  await expect(guest().resetPassword({ token: late, password: fresh })).rejects.toMatchObject(dead);
});

test('a password that cannot be taken does not use the link up', async () => {
  const { email } = await registered(t);
  const token = await resetToken(email);
  await expect(guest().resetPassword({ token, password: 'password123' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  await expect(guest().resetPassword({ token, password: fresh })).resolves.toBeUndefined();
});

test('a changed password kills the links that were sent before', async () => {
  const { email, tokens } = await member(t);
  const token = await resetToken(email);
  const me = t.as({ ...t.person(), userId: (await userIdOf(email))!, sessionId: tokens.sessionId }).iam;
  await me.changePassword({ currentPassword: password, newPassword: 'ten silver spoons' });
  await expect(guest().resetPassword({ token, password: fresh })).rejects.toMatchObject(dead);
});

test('whoever resets the password of an unproven address has proven it', async () => {
  const email = newEmail();
  await guest().register({ email, password, name: 'Ada' });
  await guest().resetPassword({ token: await resetToken(email), password: fresh });
  await expect(guest().login({ email, password: fresh })).resolves.toMatchObject({ status: 'signed_in' });
});

test('a suspended account gets no link', async () => {
  const { email, id } = await registered(t);
  await t.as(t.person('admin@platform')).iam.suspendUser({ userId: id, reason: 'unpaid' });
  await t.settle();
  const before = t.published(passwordResetRequested).length;
  await guest().requestPasswordReset({ email });
  await t.settle();
  expect(t.published(passwordResetRequested)).toHaveLength(before);
});

const userIdOf = async (email: string): Promise<string | undefined> =>
  (await t.db('iam').maybe({ id: col.uuid })`select id from users where email = ${email}`)?.id;
