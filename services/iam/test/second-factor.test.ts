import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { securityAlert } from '../events.ts';
import { as, type Iam, login, member, newIp, openIam, password, registered, tokensOf } from './people.ts';

let t: Iam;
const guest = () => t.anonymous({ ip: newIp() }).iam;
const codeOf = (secret: string, offsetSteps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: t.clock.epochMs() + offsetSteps * 30_000 });

/** Somebody with an authenticator app, whose last code was taken two steps ago. */
async function withApp() {
  const { email, id, tokens } = await member(t);
  const { secret } = await as(t, tokens).setUpTotp({});
  const { recoveryCodes } = await as(t, tokens).confirmTotp({ code: codeOf(secret) });
  await t.advance('1 minute');
  return { email, id, tokens, secret, recoveryCodes };
}

async function challengeOf(email: string): Promise<string> {
  const reply = await guest().login({ email, password });
  if (reply.status !== 'second_factor_required') throw new Error('no second factor was asked for');
  return reply.challenge;
}

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('an app is set up by its first code, and from then on a login takes one', async () => {
  const { email, id, tokens } = await member(t);
  const { secret, uri } = await as(t, tokens).setUpTotp({});
  expect(uri).toContain(`otpauth://totp/Agora:${encodeURIComponent(email)}?issuer=Agora&secret=${secret}`);
  await expect(login(t, email)).resolves.toBeTruthy();
  await expect(as(t, tokens).confirmTotp({ code: '000000' })).rejects.toMatchObject({ code: 'permission_denied' });
  const { recoveryCodes } = await as(t, tokens).confirmTotp({ code: codeOf(secret) });
  expect(recoveryCodes).toHaveLength(10);
  expect((await as(t, tokens).getMe({})).secondFactor).toBe(true);

  await t.advance('1 minute');
  const challenge = await challengeOf(email);
  const reply = await guest().completeLogin({ challenge, code: codeOf(secret) });
  expect(tokensOf(reply).accessToken).toBeTruthy();
  await t.settle();
  expect(t.published(securityAlert).filter(({ data }) => data.userId === id)).toMatchObject([
    { data: { kind: 'second_factor_changed' } },
  ]);
});

test('a code is taken once, even by two at the same moment', async () => {
  const { email, secret } = await withApp();
  const code = codeOf(secret);
  const challenges = [await challengeOf(email), await challengeOf(email), await challengeOf(email)];
  const replies = await Promise.allSettled(challenges.map(challenge => guest().completeLogin({ challenge, code })));
  expect(replies.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const older = guest().completeLogin({ challenge: await challengeOf(email), code: codeOf(secret, -1) });
  await expect(older).rejects.toMatchObject({ code: 'unauthenticated', extras: { reason: 'invalid_code' } });
});

test('a clock may be half a minute off, not more', async () => {
  const { email, secret } = await withApp();
  const ahead = guest().completeLogin({ challenge: await challengeOf(email), code: codeOf(secret, 2) });
  await expect(ahead).rejects.toMatchObject({ code: 'unauthenticated' });
  const near = await guest().completeLogin({ challenge: await challengeOf(email), code: codeOf(secret, 1) });
  expect(near.status).toBe('signed_in');
});

test('a recovery code stands in for the app, once, however it is typed', async () => {
  const { email, recoveryCodes } = await withApp();
  const typed = recoveryCodes[0]!.toUpperCase().replace('-', ' ');
  const uses = await Promise.allSettled(
    [await challengeOf(email), await challengeOf(email)].map(challenge =>
      guest().completeLogin({ challenge, code: typed }),
    ),
  );
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const stored = await t.db('iam').many({ hash: col.text })`select encode(hash, 'escape') as hash from recovery_codes`;
  expect(stored.some(({ hash }) => recoveryCodes.includes(hash))).toBe(false);
});

test('new recovery codes replace the old ones', async () => {
  const { email, tokens, recoveryCodes } = await withApp();
  const replaced = await as(t, tokens).replaceRecoveryCodes({});
  const old = guest().completeLogin({ challenge: await challengeOf(email), code: recoveryCodes[1]! });
  await expect(old).rejects.toMatchObject({ code: 'unauthenticated' });
  const [code] = replaced.recoveryCodes;
  const reply = await guest().completeLogin({ challenge: await challengeOf(email), code: code! });
  expect(reply.status).toBe('signed_in');
});

test('codes cannot be guessed: five tries, then one a minute', async () => {
  const { email, secret } = await withApp();
  const challenge = await challengeOf(email);
  const guesses = [];
  for (let i = 0; i < 7; i++)
    guesses.push(
      await guest()
        .completeLogin({ challenge, code: String(100_000 + i) })
        .catch(error => error.code),
    );
  expect(guesses).toEqual([...Array(5).fill('unauthenticated'), 'rate_limited', 'rate_limited']);
  await expect(guest().completeLogin({ challenge, code: codeOf(secret) })).rejects.toMatchObject({
    code: 'rate_limited',
  });
});

test('a challenge lives five minutes, and not past a new password or a suspension', async () => {
  const { email, id, tokens, secret } = await withApp();
  const answer = (challenge: string) => guest().completeLogin({ challenge, code: codeOf(secret) });
  const old = await challengeOf(email);
  await t.advance('6 minutes');
  const expired = { code: 'unauthenticated', extras: { reason: 'challenge_expired' } };
  await expect(answer(old)).rejects.toMatchObject(expired);
  await expect(answer('invented')).rejects.toMatchObject(expired);

  const before = await challengeOf(email);
  await as(t, tokens).changePassword({ currentPassword: password, newPassword: 'twelve copper kettles' });
  await expect(answer(before)).rejects.toMatchObject({ code: 'unauthenticated' });

  const reply = await guest().login({ email, password: 'twelve copper kettles' });
  await t.as(t.person('admin@platform')).iam.suspendUser({ userId: id, reason: 'unpaid' });
  if (reply.status !== 'second_factor_required') throw new Error('no second factor was asked for');
  await expect(answer(reply.challenge)).rejects.toMatchObject({ code: 'permission_denied' });
});

test('a session is confirmed by a code as well', async () => {
  const { tokens, secret } = await withApp();
  await expect(as(t, tokens).confirmSession({ code: '123456' })).rejects.toMatchObject({ code: 'permission_denied' });
  await expect(as(t, tokens).confirmSession({ code: codeOf(secret) })).resolves.toMatchObject({
    accessToken: expect.any(String),
  });
});

test('the second factor is switched off, and what needs it says so', async () => {
  const { email, tokens } = await withApp();
  await expect(as(t, tokens).setUpTotp({})).rejects.toMatchObject({ code: 'failed_precondition' });
  await as(t, tokens).removeTotp({});
  await expect(login(t, email)).resolves.toBeTruthy();
  await expect(as(t, tokens).removeTotp({})).rejects.toMatchObject({ code: 'failed_precondition' });
  await expect(as(t, tokens).replaceRecoveryCodes({})).rejects.toMatchObject({ code: 'failed_precondition' });
});

test('an app that was never confirmed can be set up anew, and its secret is kept sealed', async () => {
  const { id, tokens } = await member(t);
  const first = await as(t, tokens).setUpTotp({});
  const second = await as(t, tokens).setUpTotp({});
  const { secret } = await t.db('iam').one({ secret: col.text })`
    select encode(secret, 'escape') as secret from second_factors where user_id = ${id}`;
  expect(secret).not.toContain(second.secret);
  await expect(as(t, tokens).confirmTotp({ code: codeOf(first.secret) })).rejects.toMatchObject({
    code: 'permission_denied',
  });
  await expect(as(t, tokens).confirmTotp({ code: codeOf(second.secret) })).resolves.toBeTruthy();
});

test('nobody without a second factor gets in by a code', async () => {
  const { id } = await registered(t);
  const me = t.as({ ...t.person(), userId: id }).iam;
  await expect(me.confirmSession({ code: 'abcde-fghjk' })).rejects.toMatchObject({ code: 'permission_denied' });
});
