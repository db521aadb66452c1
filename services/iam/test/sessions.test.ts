import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { as, type Iam, login, member, newIp, openIam, password, statusOf } from './people.ts';

let t: Iam;

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('somebody sees their sessions, latest used first, and which one is this', async () => {
  const { email, tokens } = await member(t, { userAgent: 'Firefox', ip: '203.0.113.7' });
  await t.advance('1 minute');
  const phone = await login(t, email, { userAgent: 'Safari' });
  const { items } = await as(t, tokens).listSessions({});
  expect(items).toMatchObject([
    { id: phone.sessionId, current: false, userAgent: 'Safari', method: 'password' },
    { id: tokens.sessionId, current: true, userAgent: 'Firefox', ip: '203.0.113.7' },
  ]);
});

test('one session is ended and its tokens are refused, the others go on', async () => {
  const { email, tokens } = await member(t);
  const other = await login(t, email);
  await as(t, tokens).revokeSession({ sessionId: other.sessionId });
  expect(await statusOf(t, other.accessToken)).toBe(401);
  expect(await statusOf(t, tokens.accessToken)).toBe(200);
  await expect(as(t, tokens).revokeSession({ sessionId: other.sessionId })).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('nobody can end or see the session of somebody else', async () => {
  const [mine, theirs] = [await member(t), await member(t)];
  const attempt = as(t, mine.tokens).revokeSession({ sessionId: theirs.tokens.sessionId });
  await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  expect(await statusOf(t, theirs.tokens.accessToken)).toBe(200);
  const { items } = await as(t, mine.tokens).listSessions({});
  expect(items.map(({ id }) => id)).toEqual([mine.tokens.sessionId]);
});

test('the other sessions end, then all of them', async () => {
  const { email, tokens } = await member(t);
  const others = [await login(t, email), await login(t, email)];
  expect(await as(t, tokens).revokeSessions({ which: 'others' })).toEqual({ ended: 2 });
  for (const { accessToken } of others) expect(await statusOf(t, accessToken)).toBe(401);
  expect(await statusOf(t, tokens.accessToken)).toBe(200);
  expect(await as(t, tokens).revokeSessions({ which: 'all' })).toEqual({ ended: 1 });
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
});

test('a logout ends this session', async () => {
  const { tokens } = await member(t);
  await as(t, tokens).logout({});
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
});

test('a changed password ends every session and opens a new one here', async () => {
  const { email, tokens } = await member(t);
  const other = await login(t, email);
  const newPassword = 'eight yellow kites';
  const wrong = as(t, tokens).changePassword({ currentPassword: 'not the one', newPassword });
  await expect(wrong).rejects.toMatchObject({ code: 'permission_denied' });
  const renewed = await as(t, tokens).changePassword({ currentPassword: password, newPassword });
  for (const { accessToken } of [tokens, other]) expect(await statusOf(t, accessToken)).toBe(401);
  expect(await statusOf(t, renewed.accessToken)).toBe(200);
  await expect(login(t, email)).rejects.toMatchObject({ code: 'unauthenticated' });
  const guest = t.anonymous({ ip: newIp() }).iam;
  await expect(guest.login({ email, password: newPassword })).resolves.toMatchObject({ status: 'signed_in' });
});

test('of two changes of a password at once one wins', async () => {
  const { tokens } = await member(t);
  const change = (newPassword: string) => as(t, tokens).changePassword({ currentPassword: password, newPassword });
  const results = await Promise.allSettled([change('the first new phrase'), change('the second new phrase')]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a new password is held to the same rules', async () => {
  const { tokens } = await member(t);
  const attempt = as(t, tokens).changePassword({ currentPassword: password, newPassword: 'password123' });
  await expect(attempt).rejects.toMatchObject({ extras: { fields: [{ path: 'newPassword' }] } });
});

test('a session proves itself again for what takes a fresh one', async () => {
  const { tokens } = await member(t);
  await t.advance('11 minutes');
  const { accessToken } = await t.anonymous({ ip: newIp() }).iam.refreshSession({ refreshToken: tokens.refreshToken });
  await expect(as(t, { accessToken }).setUpTotp({})).rejects.toMatchObject({ code: 'fresh_session_required' });
  await expect(as(t, { accessToken }).confirmSession({ password: 'a guess' })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(as(t, { accessToken }).confirmSession({})).rejects.toMatchObject({ code: 'invalid_argument' });
  const confirmed = await as(t, { accessToken }).confirmSession({ password });
  await expect(as(t, confirmed).setUpTotp({})).resolves.toMatchObject({ secret: expect.any(String) });
});

test('the password cannot be guessed by way of a stolen access token', async () => {
  const { tokens } = await member(t);
  const guesses = await Promise.allSettled(
    Array.from({ length: 7 }, () => as(t, tokens).confirmSession({ password: 'a guess' })),
  );
  const codes = guesses.map(result => result.status === 'rejected' && result.reason.code);
  expect(codes.filter(code => code === 'rate_limited')).toHaveLength(2);
});

test('a session that is not open cannot be confirmed', async () => {
  const { id } = await member(t);
  const gone = t.as({ ...t.person(), userId: id }).iam;
  await expect(gone.confirmSession({ password })).rejects.toMatchObject({ code: 'not_found' });
});

test('ended sessions are forgotten after ninety days', async () => {
  const { id, tokens } = await member(t);
  await as(t, tokens).logout({});
  await t.advance('91 days');
  const { kept } = await t.db('iam').one({ kept: col.int })`
    select count(*)::int as kept from sessions where user_id = ${id}`;
  expect(kept).toBe(0);
});
