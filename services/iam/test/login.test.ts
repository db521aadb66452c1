import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { IamCtx } from '../definition.ts';
import { securityAlert } from '../events.ts';
import { portsOf } from '../ports/ports.ts';
import { type Iam, login, newEmail, newIp, openIam, password, registered, statusOf, userOf } from './people.ts';

let t: Iam;
const ctx = () => t.ctx('iam') as IamCtx;
const guest = (ip = newIp()) => t.anonymous({ ip }).iam;

beforeAll(async () => {
  t = await openIam();
});
afterEach(() => void vi.restoreAllMocks());
afterAll(() => t.close());

test('the access token says who somebody is, what they may do and since when the session is proven', async () => {
  const { email, id } = await registered(t);
  const scope = 'building:0197a000-0000-7000-8000-000000000001';
  await t.as(t.person('admin@platform')).iam.grantRole({ userId: id, role: 'manager', scope });
  const tokens = await login(t, email);
  expect(userOf(tokens.accessToken)).toMatchObject({
    userId: id,
    sessionId: tokens.sessionId,
    grants: [{ role: 'manager', scope }],
  });
  expect(Date.parse(tokens.accessExpiresAt) - t.clock.epochMs()).toBeGreaterThan(598_000);
  expect(await statusOf(t, tokens.accessToken)).toBe(200);
  await t.advance('11 minutes');
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
});

test('an unknown address and a wrong password are answered alike, by the same work', async () => {
  const { email } = await registered(t);
  const verify = vi.spyOn(portsOf(ctx()).passwords, 'verify');
  const waiting = async () =>
    (
      await t.db('iam').one({ n: col.int })`
      select count(*)::int as n from security_audit_pending where action = 'login.failed'`
    ).n;
  const tries = [
    { email, password: 'not the password' },
    { email: newEmail(), password },
  ];
  const answers = [];
  for (const attempt of tries) {
    const before = await waiting();
    answers.push(
      await guest()
        .login(attempt)
        .catch((error: CodedError) => [error.code, error.message, error.extras]),
    );
    expect(await waiting()).toBe(before + 1);
  }
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject(['unauthenticated', expect.any(String), { reason: 'invalid_credentials' }]);
  expect(verify).toHaveBeenCalledTimes(2);
  expect(await verify.mock.results[1]!.value).toBe(false);
});

test('an account cannot be guessed at from many addresses', async () => {
  const { email } = await registered(t);
  const guesses = await Promise.allSettled(
    Array.from({ length: 15 }, () => guest().login({ email, password: 'a guess at it' })),
  );
  const codes = guesses.map(result => result.status === 'rejected' && result.reason.code);
  expect(codes.filter(code => code === 'unauthenticated')).toHaveLength(10);
  expect(codes.filter(code => code === 'rate_limited')).toHaveLength(5);
  await t.advance('2 minutes');
  await expect(login(t, email)).resolves.toBeTruthy();
});

test('many accounts cannot be guessed at from one address', async () => {
  const ip = newIp();
  const guesses = await Promise.allSettled(
    Array.from({ length: 32 }, () => guest(ip).login({ email: newEmail(), password })),
  );
  const limited = guesses.filter(result => result.status === 'rejected' && result.reason.code === 'rate_limited');
  expect(limited).toHaveLength(2);
});

test('while the shared keys are away nobody can guess', async () => {
  const { email } = await registered(t);
  vi.spyOn(ctx().keys, 'takeTokens').mockRejectedValue(new CodedError('unavailable', 'the keys are away'));
  await expect(login(t, email)).rejects.toMatchObject({ code: 'unavailable' });
});

test('the owner is told of a device not seen before, and only of that', async () => {
  const { email, id } = await registered(t);
  const alerts = async () => {
    await t.settle();
    return t.published(securityAlert).filter(({ data }) => data.userId === id);
  };
  await login(t, email, { userAgent: 'Firefox on Linux' });
  await login(t, email, { userAgent: 'Firefox on Linux' });
  expect(await alerts()).toHaveLength(0);
  await login(t, email, { userAgent: 'Safari on iPhone' });
  expect(await alerts()).toMatchObject([{ data: { userId: id, kind: 'new_device' } }]);
});

test('a suspended account is told so only to whoever knows its password', async () => {
  const { email, id } = await registered(t);
  await t.as(t.person('admin@platform')).iam.suspendUser({ userId: id, reason: 'unpaid' });
  await expect(login(t, email)).rejects.toMatchObject({
    code: 'permission_denied',
    extras: { reason: 'account_suspended' },
  });
  await expect(guest().login({ email, password: 'not the password' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('a login and a suspension at once leave no open session', async () => {
  const { email, id } = await registered(t);
  const admin = t.as(t.person('admin@platform')).iam;
  await Promise.allSettled([
    ...Array.from({ length: 8 }, () => login(t, email)),
    admin.suspendUser({ userId: id, reason: 'race' }),
    ...Array.from({ length: 8 }, () => login(t, email)),
  ]);
  const { open } = await t.db('iam').one({ open: col.int })`
    select count(*)::int as open from sessions where user_id = ${id} and ended_at is null`;
  expect(open).toBe(0);
});

test('over HTTP a login is answered with tokens and a wrong one with a problem', async () => {
  const { email } = await registered(t);
  const post = (body: object) =>
    t.http('/api/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const good = await post({ email, password });
  expect(good.status).toBe(200);
  const bad = await post({ email, password: 'not the password' });
  expect(bad.status).toBe(401);
  expect(await bad.json()).toMatchObject({ code: 'unauthenticated', reason: 'invalid_credentials' });
});
