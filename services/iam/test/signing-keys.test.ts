import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessTokenMs } from '#kernel/security/revocations';
import { col } from '#kernel/sql/columns';
import { durationMs } from '#kernel/time';
import type { IamCtx } from '../definition.ts';
import { lifetimes } from '../domain/lifetimes.ts';
import { rotateSigningKeys } from '../signing-keys.ts';
import { type Iam, login, newIp, openIam, registered, statusOf } from './people.ts';

let t: Iam;
const published = async () => (await t.anonymous().iam.getJwks({})).keys.map(({ kid }) => kid);
const kidOf = (token: string) => decodeProtectedHeader(token).kid;

beforeAll(async () => {
  t = await openIam();
});
afterAll(() => t.close());

test('the key set is served where the standards look for it, and holds nothing secret', async () => {
  const response = await t.http('/.well-known/jwks.json');
  expect(response.status).toBe(200);
  const { keys } = (await response.json()) as { keys: object[] };
  const shape = {
    kty: 'OKP',
    crv: 'Ed25519',
    x: expect.any(String),
    kid: expect.any(String),
    alg: 'EdDSA',
    use: 'sig',
  };
  expect(keys).toEqual(keys.map(() => shape));
  expect(keys.length).toBeGreaterThan(0);
  const [{ sealed }] = (await t.db('iam').many({ sealed: col.text })`
    select encode(private_key, 'escape') as sealed from signing_keys`) as [{ sealed: string }];
  expect(sealed).not.toContain('"d"');
});

test('tokens live as long as the kernel remembers a revocation', () => {
  expect(durationMs(lifetimes.accessToken)).toBe(accessTokenMs);
});

test('a new key is published before it signs, the old one until its last token has expired', async () => {
  // On its own: how many keys there are is its subject.
  await t.close();
  t = await openIam();
  const { email } = await registered(t);
  const [old] = await published();
  await t.advance('30 days');
  const both = await published();
  expect(both).toEqual([old, expect.any(String)]);
  const last = await login(t, email);
  expect(kidOf(last.accessToken)).toBe(old);
  expect(await statusOf(t, last.accessToken)).toBe(200);

  await t.advance('10 minutes');
  const first = await login(t, email);
  expect(kidOf(first.accessToken)).toBe(both[1]);
  expect(await statusOf(t, first.accessToken)).toBe(200);
  expect(await published()).toEqual(both);

  await t.advance('1 hour');
  expect(await published()).toEqual([both[1]]);
  const { keys } = await t.db('iam').one({ keys: col.int })`select count(*)::int as keys from signing_keys`;
  expect(keys).toBe(1);
});

test('of processes that rotate at once one makes the key', async () => {
  const before = await published();
  t.clock.advance('31 days');
  const made = await Promise.all(Array.from({ length: 5 }, () => rotateSigningKeys(t.ctx('iam') as IamCtx)));
  expect(made.filter(Boolean)).toHaveLength(1);
  expect(await published()).toHaveLength(before.length + 1);
});

test('a token of another key, and one that was changed, are refused', async () => {
  const { email } = await registered(t);
  const { accessToken } = await login(t, email, { ip: newIp() });
  const [header, payload, signature] = accessToken.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = Buffer.from(JSON.stringify({ ...claims, grants: ['admin@platform'] })).toString('base64url');
  expect(await statusOf(t, [header, forged, signature].join('.'))).toBe(401);
  const none = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
  expect(await statusOf(t, [none, forged, ''].join('.'))).toBe(401);
});
