// Every adapter of the port takes the same good tokens and refuses the same bad ones.

import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { outgoing } from '#kernel/http/outgoing';
import { instantAt } from '#kernel/time';
import { firebaseProvider } from '../ports/firebase-provider.ts';
import type { IdentityProvider } from '../ports/identity-provider.ts';
import { oidcProvider } from '../ports/oidc-provider.ts';
import { type Claims, type LocalIssuer, localIssuer } from './issuer.ts';

const nowMs = Date.parse('2026-03-02T09:00:00.000Z');
const http = outgoing({ allowInsecure: true });
const clientId = 'agora-client';

interface Adapter {
  name: string;
  issuer: string | undefined;
  build: (local: LocalIssuer) => IdentityProvider;
  nonce: string | null;
}

const adapters: Adapter[] = [
  {
    name: 'an OpenID Connect issuer',
    issuer: undefined,
    nonce: 'n-1',
    build: local => oidcProvider({ name: 'local', issuer: local.url, clientId }, http),
  },
  {
    name: 'Firebase Authentication',
    issuer: `https://securetoken.google.com/${clientId}`,
    nonce: null,
    build: local => firebaseProvider({ projectId: clientId, keysUrl: local.keysUrl }, http),
  },
];

describe.each(adapters)('a token of $name', ({ issuer, build, nonce }) => {
  let local: LocalIssuer;
  let provider: IdentityProvider;
  const good: Claims = {
    sub: 'subject-1',
    email: 'Ada@Example.org',
    email_verified: true,
    name: ' Ada ',
    auth_time: nowMs / 1000 - 60,
    ...(nonce && { nonce }),
  };
  const prove = (token: string) => provider.prove(token, { nonce, now: instantAt(nowMs) });

  beforeAll(async () => {
    local = await localIssuer({ epochMs: () => nowMs, clientId, ...(issuer && { issuer }) });
    provider = build(local);
  });
  afterAll(() => local.close());

  test('names the person', async () => {
    expect(await prove(await local.sign(good))).toEqual({
      issuer: issuer ?? local.url,
      subject: 'subject-1',
      email: 'ada@example.org',
      emailVerified: true,
      name: 'Ada',
    });
  });

  test.each<[string, Claims]>([
    ['for another audience', { aud: 'somebody-else' }],
    ['of another issuer', { iss: 'https://issuer.example' }],
    ['that has expired', { issuedIn: -400, expiresIn: -100 }],
    ['from the future', { issuedIn: 3_600, expiresIn: 7_200, auth_time: nowMs / 1000 + 3_600 }],
    ['that names nobody', { sub: '' }],
  ])('is refused %s', async (_why, claims) => {
    const token = await local.sign({ ...good, ...claims });
    await expect(prove(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('is refused when it is signed by somebody else, by nobody, or is no token', async () => {
    await expect(prove(await local.sign(good, { unknownKey: true }))).rejects.toMatchObject({
      code: 'unauthenticated',
    });
    const unsigned = new UnsecuredJWT({ ...good }).setIssuedAt(nowMs / 1000).setExpirationTime(nowMs / 1000 + 60);
    await expect(prove(unsigned.encode())).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(prove('not.a.token')).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('is not judged while the keys cannot be had', async () => {
    const away = await localIssuer({ epochMs: () => nowMs, clientId, ...(issuer && { issuer }) });
    const unreachable = build(away);
    const token = await away.sign(good);
    away.close();
    await expect(unreachable.prove(token, { nonce, now: instantAt(nowMs) })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });
});

test('an address counts as proven only if the provider says so', async () => {
  const local = await localIssuer({ epochMs: () => nowMs, clientId });
  const provider = oidcProvider({ name: 'local', issuer: local.url, clientId }, http);
  const verified = async (email_verified: boolean | string) => {
    const token = await local.sign({ sub: 's', nonce: 'n', email: 'a@example.org', email_verified }, { alg: 'ES256' });
    return (await provider.prove(token, { nonce: 'n', now: instantAt(nowMs) })).emailVerified;
  };
  expect([await verified(true), await verified('true'), await verified(false), await verified('yes')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  local.close();
});

test('an OpenID Connect token is refused with another nonce, and when it was issued to another client', async () => {
  const local = await localIssuer({ epochMs: () => nowMs, clientId });
  const provider = oidcProvider({ name: 'local', issuer: local.url, clientId }, http);
  const prove = (token: string) => provider.prove(token, { nonce: 'n', now: instantAt(nowMs) });
  const both = { sub: 's', nonce: 'n', aud: [clientId, 'other'] };
  for (const claims of [{ sub: 's', nonce: 'other' }, { sub: 's' }, both, { ...both, azp: 'other' }])
    await expect(prove(await local.sign(claims))).rejects.toMatchObject({ code: 'unauthenticated' });
  await expect(prove(await local.sign({ ...both, azp: clientId }))).resolves.toBeTruthy();
  local.close();
});

test('a Firebase token older than five minutes, or without a sign-in before it, is refused', async () => {
  const issuer = `https://securetoken.google.com/${clientId}`;
  const local = await localIssuer({ epochMs: () => nowMs, clientId, issuer });
  const provider = firebaseProvider({ projectId: clientId, keysUrl: local.keysUrl }, http);
  const prove = (token: string) => provider.prove(token, { nonce: null, now: instantAt(nowMs) });
  const tokens = [
    local.sign({ sub: 's', auth_time: nowMs / 1000 - 4_000, issuedIn: -400, expiresIn: 3_000 }),
    local.sign({ sub: 's' }),
    local.sign({ sub: 's', auth_time: nowMs / 1000 + 600 }),
    local.sign({ sub: 's', auth_time: nowMs / 1000 }, { alg: 'ES256' }),
  ];
  for (const token of tokens) await expect(prove(await token)).rejects.toMatchObject({ code: 'unauthenticated' });
  local.close();
});

test('an issuer that describes itself as another is not believed', async () => {
  const local = await localIssuer({ epochMs: () => nowMs, clientId });
  local.misdescribe({ issuer: 'https://issuer.example' });
  const provider = oidcProvider({ name: 'local', issuer: local.url, clientId }, http);
  const request = { state: 's', nonce: 'n', codeVerifier: 'v', redirectUri: 'http://agora.test/x' };
  await expect(provider.codes!.urlFor(request)).rejects.toMatchObject({ code: 'unavailable' });
  local.misdescribe({});
  await expect(provider.codes!.urlFor(request)).resolves.toContain(`${local.url}/authorize`);
  local.close();
});

test('over plain HTTP no provider is reached unless the settings allow it', async () => {
  const local = await localIssuer({ epochMs: () => nowMs, clientId });
  const provider = oidcProvider({ name: 'local', issuer: local.url, clientId }, outgoing());
  const request = { state: 's', nonce: 'n', codeVerifier: 'v', redirectUri: 'http://agora.test/x' };
  await expect(provider.codes!.urlFor(request)).rejects.toMatchObject({ code: 'invalid_argument' });
  local.close();
});
