import { afterAll, beforeAll, expect, test } from 'vitest';
import { col } from '#kernel/sql/columns';
import { userCreated } from '../events.ts';
import { type LocalIssuer, localIssuer } from './issuer.ts';
import { as, type Iam, login, member, newEmail, newIp, openIam, password, registered, tokensOf } from './people.ts';

let t: Iam;
let google: LocalIssuer;
let firebase: LocalIssuer;
let clockMs = () => 0;
const guest = () => t.anonymous({ ip: newIp() }).iam;

let subjects = 0;
const claimsOf = (email: string, more = {}) => ({ sub: `subject-${++subjects}`, email, email_verified: true, ...more });

/** Signs in at the provider's page; gives what the callback is called with. */
async function callback(claims: Parameters<LocalIssuer['approve']>[1]) {
  const { url, state } = await guest().beginSignIn({ provider: 'google' });
  return { state, code: await google.approve(url, claims) };
}

const signIn = async (claims: Parameters<LocalIssuer['approve']>[1]) =>
  tokensOf(await guest().completeSignIn(await callback(claims)));

beforeAll(async () => {
  const epochMs = () => clockMs();
  google = await localIssuer({ epochMs, clientId: 'agora' });
  firebase = await localIssuer({
    epochMs,
    clientId: 'demo-project',
    issuer: 'https://securetoken.google.com/demo-project',
  });
  const issuers = [{ name: 'google', issuer: google.url, clientId: 'agora', clientSecret: 'se:cret' }];
  t = await openIam({
    OIDC_ISSUERS: JSON.stringify([...issuers, { ...issuers[0], name: 'other' }]),
    FIREBASE_PROJECT_ID: 'demo-project',
    AGORA_IAM_FIREBASE_KEYS_URL: firebase.keysUrl,
    AGORA_IAM_ALLOW_INSECURE_ISSUERS: 'true',
  });
  clockMs = () => t.clock.epochMs();
});
afterAll(async () => {
  await t.close();
  google.close();
  firebase.close();
});

test('the providers of the settings are listed', async () => {
  const { items } = await guest().listProviders({});
  expect(items).toEqual([
    { name: 'google', kind: 'oidc' },
    { name: 'other', kind: 'oidc' },
    { name: 'firebase', kind: 'firebase' },
  ]);
});

test('somebody new signs in at a provider and has an account', async () => {
  const email = newEmail();
  const { url } = await guest().beginSignIn({ provider: 'google' });
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    response_type: 'code',
    client_id: 'agora',
    redirect_uri: 'http://agora.test/sign-in/google',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
  });
  const tokens = await signIn(claimsOf(email, { name: 'Olga Otto' }));
  expect(google.requests.at(-1)).toMatchObject({
    authorization: `Basic ${Buffer.from('agora:se%3Acret').toString('base64')}`,
  });
  expect(await as(t, tokens).getMe({})).toMatchObject({
    email,
    name: 'Olga Otto',
    emailVerified: true,
    hasPassword: false,
  });
  await t.settle();
  expect(t.published(userCreated).at(-1)!.data).toEqual({ userId: (await as(t, tokens).getMe({})).id });
});

test('a state counts once, for ten minutes, and only with its own code', async () => {
  const claims = claimsOf(newEmail());
  const good = await callback(claims);
  const uses = await Promise.allSettled([guest().completeSignIn(good), guest().completeSignIn(good)]);
  expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const unknown = { code: 'unauthenticated', extras: { reason: 'unknown_state' } };
  await expect(guest().completeSignIn(good)).rejects.toMatchObject(unknown);

  const [one, two] = [await callback(claims), await callback(claims)];
  const crossed = guest().completeSignIn({ state: one.state, code: two.code });
  await expect(crossed).rejects.toMatchObject({ code: 'unauthenticated', extras: { reason: 'invalid_code' } });

  const late = await callback(claims);
  await t.advance('11 minutes');
  await expect(guest().completeSignIn(late)).rejects.toMatchObject(unknown);
});

test('a provider that answers nonsense is unavailable, and the sign-in is begun again', async () => {
  const { state } = await guest().beginSignIn({ provider: 'google' });
  google.answerCode('odd', 200, '{"no":"token"}');
  await expect(guest().completeSignIn({ state, code: 'odd' })).rejects.toMatchObject({ code: 'unavailable' });
});

test('the account with the proven address is linked, and keeps its password', async () => {
  const { email, id } = await registered(t);
  const claims = claimsOf(email.toUpperCase());
  for (let i = 0; i < 2; i++) expect((await as(t, await signIn(claims)).getMe({})).id).toBe(id);
  await expect(login(t, email)).resolves.toBeTruthy();
  const moved = await signIn({ ...claims, email: newEmail() });
  expect((await as(t, moved).getMe({})).id).toBe(id);
});

test('an address the provider has not proven is linked to nobody', async () => {
  const { email } = await registered(t);
  for (const claims of [claimsOf(email, { email_verified: false }), { sub: 'no-address' }]) {
    const attempt = guest().completeSignIn(await callback(claims));
    await expect(attempt).rejects.toMatchObject({
      code: 'failed_precondition',
      extras: { reason: 'email_not_verified' },
    });
  }
});

test('who registered an address first without proving it does not get in after its owner signs in', async () => {
  const email = newEmail();
  await guest().register({ email, password: 'planted beforehand', name: 'Eve' });
  const tokens = await signIn(claimsOf(email));
  expect(await as(t, tokens).getMe({})).toMatchObject({ emailVerified: true, hasPassword: false });
  await expect(guest().login({ email, password: 'planted beforehand' })).rejects.toMatchObject({
    code: 'unauthenticated',
  });
});

test('of two first sign-ins at once one account comes out', async () => {
  const email = newEmail();
  const claims = claimsOf(email);
  const callbacks = [await callback(claims), await callback(claims), await callback(claims)];
  const results = await Promise.allSettled(callbacks.map(each => guest().completeSignIn(each)));
  const failures = results.flatMap(result => (result.status === 'rejected' ? [result.reason.code] : []));
  expect(failures.every(code => code === 'conflict')).toBe(true);
  expect(failures.length).toBeLessThan(3);
  const { made } = await t.db('iam').one({ made: col.int })`
    select count(*)::int as made from users where email = ${email}`;
  expect(made).toBe(1);
});

test('a second factor is asked for here as well, and a suspended account stays out', async () => {
  const { email, id, tokens } = await member(t);
  await t.db('iam').run`
    insert into second_factors (user_id, secret, created_at, confirmed_at)
    values (${id}, '\\x00', ${t.clock.now()}, ${t.clock.now()})`;
  const claims = claimsOf(email);
  const reply = await guest().completeSignIn(await callback(claims));
  expect(reply.status).toBe('second_factor_required');
  await as(t, tokens).removeTotp({});
  await t.as(t.person('admin@platform')).iam.suspendUser({ userId: id, reason: 'unpaid' });
  await expect(guest().completeSignIn(await callback(claims))).rejects.toMatchObject({ code: 'permission_denied' });
});

test('an app brings the ID token itself, with the nonce of its request, once', async () => {
  const { state, nonce } = await guest().beginSignIn({ provider: 'google' });
  const idToken = await google.sign({ ...claimsOf(newEmail()), nonce }, { alg: 'ES256' });
  const exchange = (fields: object) => guest().exchangeIdToken({ provider: 'google', idToken, ...fields });
  await expect(exchange({})).rejects.toMatchObject({ code: 'invalid_argument' });
  expect(tokensOf(await exchange({ state })).accessToken).toBeTruthy();
  await expect(exchange({ state })).rejects.toMatchObject({ code: 'unauthenticated' });
  const other = await guest().beginSignIn({ provider: 'other' });
  await expect(exchange({ state: other.state })).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(guest().exchangeIdToken({ provider: 'nobody', idToken })).rejects.toMatchObject({ code: 'not_found' });
});

test('an app that uses Firebase Authentication brings its token', async () => {
  const email = newEmail();
  await expect(guest().beginSignIn({ provider: 'firebase' })).rejects.toMatchObject({
    code: 'failed_precondition',
    extras: { reason: 'id_tokens_only' },
  });
  const idToken = await firebase.sign({ ...claimsOf(email), auth_time: t.clock.epochMs() / 1000 - 10 });
  const tokens = tokensOf(await guest().exchangeIdToken({ provider: 'firebase', idToken }));
  expect(await as(t, tokens).listSessions({})).toMatchObject({ items: [{ method: 'firebase' }] });
});

test('an identity is unlinked while another way to sign in remains', async () => {
  const { email } = await registered(t);
  const tokens = await signIn(claimsOf(email));
  const { items } = await as(t, tokens).listIdentities({});
  expect(items).toMatchObject([{ provider: 'google', email }]);
  const identityId = items[0]!.id;
  const stranger = await member(t);
  await expect(as(t, stranger.tokens).unlinkIdentity({ identityId })).rejects.toMatchObject({ code: 'not_found' });
  await as(t, tokens).unlinkIdentity({ identityId });
  expect((await as(t, tokens).listIdentities({})).items).toEqual([]);

  const only = await signIn(claimsOf(newEmail()));
  const [identity] = (await as(t, only).listIdentities({})).items;
  await expect(as(t, only).unlinkIdentity({ identityId: identity!.id })).rejects.toMatchObject({
    code: 'failed_precondition',
  });
  await expect(as(t, only).changePassword({ currentPassword: password, newPassword: password })).rejects.toMatchObject({
    extras: { reason: 'no_password' },
  });
});

test('sign-ins that were never completed are forgotten', async () => {
  await guest().beginSignIn({ provider: 'google' });
  await t.advance('2 hours');
  const { left } = await t.db('iam').one({ left: col.int })`select count(*)::int as left from oauth_requests`;
  expect(left).toBe(0);
});
