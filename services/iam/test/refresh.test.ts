import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { securityAlert } from '../events.ts';
import { as, type Iam, member, newIp, openIam, statusOf } from './people.ts';

let t: Iam;
const refresh = (refreshToken: string) => t.anonymous({ ip: newIp() }).iam.refreshSession({ refreshToken });
const ended = { code: 'unauthenticated', extras: { reason: 'session_ended' } };
const reused = { code: 'unauthenticated', extras: { reason: 'refresh_token_reused' } };

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('a refresh token gets new tokens of the same session, and is kept only as a hash', async () => {
  const { tokens } = await member(t);
  const next = await refresh(tokens.refreshToken);
  expect(next.sessionId).toBe(tokens.sessionId);
  expect(next.refreshToken).not.toBe(tokens.refreshToken);
  expect(await statusOf(t, next.accessToken)).toBe(200);
  const kept = await t.db('iam').many({ hash: col.text })`
    select encode(hash, 'escape') as hash from refresh_tokens where session_id = ${tokens.sessionId}`;
  expect(kept).toHaveLength(2);
  expect(kept.map(({ hash }) => hash)).not.toContain(next.refreshToken);
});

test('a hundred uses of one token at once get one successor, and a later use kills the family', async () => {
  const { id, tokens } = await member(t);
  const replies = await Promise.all(Array.from({ length: 100 }, () => refresh(tokens.refreshToken)));
  expect(new Set(replies.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  const { live } = await t.db('iam').one({ live: col.int })`
    select count(*)::int as live from refresh_tokens where session_id = ${tokens.sessionId} and rotated_at is null`;
  expect(live).toBe(1);

  const successor = replies[0]!;
  await t.advance('21 seconds');
  const later = await Promise.allSettled(Array.from({ length: 10 }, () => refresh(tokens.refreshToken)));
  expect(later.every(({ status }) => status === 'rejected')).toBe(true);
  await expect(refresh(successor.refreshToken)).rejects.toMatchObject(ended);
  expect(await statusOf(t, successor.accessToken)).toBe(401);
  await t.settle();
  expect(t.published(securityAlert).filter(({ data }) => data.userId === id)).toMatchObject([
    { data: { kind: 'refresh_token_reused' } },
  ]);
});

test('a reply that was lost can be asked for again within twenty seconds', async () => {
  const { tokens } = await member(t);
  const first = await refresh(tokens.refreshToken);
  await t.advance('19 seconds');
  const again = await refresh(tokens.refreshToken);
  expect(again.refreshToken).toBe(first.refreshToken);
  expect(again.refreshExpiresAt).toBe(first.refreshExpiresAt);
  await t.advance('2 seconds');
  await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(reused);
});

test('any older token of the family kills it, not only the last', async () => {
  const { tokens } = await member(t);
  let current = tokens.refreshToken;
  for (let i = 0; i < 3; i++) {
    await t.advance('1 hour');
    current = (await refresh(current)).refreshToken;
  }
  await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(reused);
  await expect(refresh(current)).rejects.toMatchObject(ended);
});

test('an invented token and one of a session that was logged out are refused without an alert', async () => {
  const { id, tokens } = await member(t);
  await expect(refresh('invented')).rejects.toMatchObject(ended);
  await as(t, tokens).logout({});
  await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(ended);
  await t.settle();
  expect(t.published(securityAlert).filter(({ data }) => data.userId === id)).toHaveLength(0);
});

test('a session ends after thirty days without use, and every use starts them anew', async () => {
  const { tokens } = await member(t);
  await t.advance('29 days');
  const next = await refresh(tokens.refreshToken);
  await t.advance('29 days');
  const last = await refresh(next.refreshToken);
  await t.advance('31 days');
  await expect(refresh(last.refreshToken)).rejects.toMatchObject({ code: 'unauthenticated' });
});

test('refreshing and revoking at once never leaves a token that works', async () => {
  for (let round = 0; round < 5; round++) {
    const { tokens } = await member(t);
    const results = await Promise.allSettled([
      refresh(tokens.refreshToken),
      as(t, tokens).logout({}),
      refresh(tokens.refreshToken),
    ]);
    for (const result of results)
      if (result.status === 'fulfilled' && result.value)
        await expect(refresh(result.value.refreshToken)).rejects.toMatchObject(ended);
    await expect(refresh(tokens.refreshToken)).rejects.toMatchObject(ended);
  }
});

test('what a person may do is read anew at each refresh', async () => {
  const { id, tokens } = await member(t);
  const admin = t.as(t.person('admin@platform')).iam;
  const scope = 'building:0197a000-0000-7000-8000-00000000000a';
  await admin.grantRole({ userId: id, role: 'support', scope });
  expect(await statusOf(t, tokens.accessToken)).toBe(401);
  const next = await refresh(tokens.refreshToken);
  expect(await statusOf(t, next.accessToken)).toBe(200);
  expect((await as(t, next).getMe({})).grants).toMatchObject([{ role: 'support', scope }]);
});
