import { createHmac, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI, type JSONWebKeySet, SignJWT } from 'jose';
import { beforeEach, expect, test } from 'vitest';
import { memoryKeyStore } from '../../keys/memory.ts';
import { testClock } from '../../testing/clock.ts';
import { revocationsOver } from '../revocations.ts';
import { accessTokenType, accessVerifier, issuer } from '../tokens.ts';

const clock = testClock('2026-03-02T09:00:00.000Z');
const ours = generateKeyPairSync('ed25519');
const theirs = generateKeyPairSync('ed25519');
const rotated = generateKeyPairSync('ed25519');
const [userId, sessionId] = [randomUUID(), randomUUID()];

let known: { kid: string; key: KeyObject }[];
let fetches: number;
let away: boolean;
const jwks = async (): Promise<JSONWebKeySet> => {
  fetches++;
  if (away) throw new Error('iam is away');
  return {
    keys: await Promise.all(known.map(async ({ kid, key }) => ({ ...(await exportJWK(key)), kid, alg: 'EdDSA' }))),
  };
};
const revocations = revocationsOver(memoryKeyStore(clock).forService('access'), () => {});
let verifier: ReturnType<typeof accessVerifier>;
beforeEach(() => {
  [known, fetches, away] = [[{ kid: 'k1', key: ours.publicKey }], 0, false];
  clock.advance('1h');
  verifier = accessVerifier(jwks, revocations, clock);
});

const nowS = () => Math.floor(clock.epochMs() / 1000);
interface Change {
  header?: Record<string, string>;
  claims?: Record<string, unknown>;
  key?: KeyObject;
}
/** A good token, but for the changes. */
const tokenWith = ({ header = {}, claims = {}, key = ours.privateKey }: Change = {}) =>
  new SignJWT({
    ...{ sub: userId, sid: sessionId, ver: 3, grants: ['manager@building:b'], auth_time: nowS() - 60 },
    ...{ iss: issuer, aud: issuer, iat: nowS(), exp: nowS() + 600, ...claims },
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'k1', typ: accessTokenType, ...header })
    .sign(key);

const refusal = (code: string) => ({ name: 'CodedError', code });
const verify = async (change?: Change) => verifier.verify(await tokenWith(change));
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

test('a good token tells who it speaks for', async () => {
  expect(await verify()).toEqual({
    userId,
    sessionId,
    grants: [{ role: 'manager', scope: 'building:b' }],
    authenticatedAt: new Date((nowS() - 60) * 1000).toISOString(),
  });
});

test('a token is taken to its last second and not longer, also one that was taken before', async () => {
  const token = await tokenWith();
  await verifier.verify(token);
  clock.advance('599s');
  await verifier.verify(token);
  clock.advance('1s');
  await expect(verifier.verify(token)).rejects.toMatchObject(refusal('token_expired'));
  await expect(verify({ claims: { exp: nowS() } })).rejects.toMatchObject(refusal('token_expired'));
  await expect(verify({ claims: { nbf: nowS() + 60 } })).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a token of another key, purpose, issuer or audience is refused', async () => {
  const changes: Change[] = [
    { key: theirs.privateKey },
    { header: { typ: 'JWT' } },
    { claims: { iss: 'elsewhere' } },
    { claims: { aud: 'elsewhere' } },
    { claims: { sub: undefined } },
    { claims: { sid: undefined } },
    { claims: { exp: undefined } },
  ];
  for (const change of changes) await expect(verify(change)).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a token that says it needs no signature, or is signed with the public key as a secret, is refused', async () => {
  const good = await tokenWith();
  const [, payload] = good.split('.');
  const none = (alg: string) => `${encoded({ alg, kid: 'k1', typ: accessTokenType })}.${payload}.`;
  const head = encoded({ alg: 'HS256', kid: 'k1', typ: accessTokenType });
  const spki = await exportSPKI(ours.publicKey);
  const { x } = await exportJWK(ours.publicKey);
  const confused = [spki, x!, Buffer.from(x!, 'base64url')].map(
    secret => `${head}.${payload}.${createHmac('sha256', secret).update(`${head}.${payload}`).digest('base64url')}`,
  );
  for (const token of [none('none'), none('None'), none('EdDSA'), ...confused, `${good}x`, 'a.b.c', ''])
    await expect(verifier.verify(token)).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a key a token brings along or points to is not looked at', async () => {
  const jwk = await exportJWK(theirs.publicKey);
  const brought = { jwk, kid: 'k9', jku: 'https://evil.example/jwks.json' } as never;
  await expect(verify({ key: theirs.privateKey, header: brought })).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a claim changed after signing is refused', async () => {
  const [head, , signature] = (await tokenWith()).split('.');
  const forged = encoded({
    sub: userId,
    sid: sessionId,
    ver: 3,
    grants: ['admin@platform'],
    exp: nowS() + 600,
    iss: issuer,
    aud: issuer,
  });
  await expect(verifier.verify(`${head}.${forged}.${signature}`)).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a revoked session and an outdated version are refused at once, though the token was taken before', async () => {
  const token = await tokenWith();
  await verifier.verify(token);
  await revocations.outdateUser(userId, 3);
  await verifier.verify(token);
  await revocations.outdateUser(userId, 4);
  await expect(verifier.verify(token)).rejects.toMatchObject(refusal('token_outdated'));
  await verify({ claims: { ver: 4 } });
  await revocations.revokeSession(sessionId);
  await expect(verify({ claims: { ver: 4 } })).rejects.toMatchObject(refusal('unauthenticated'));
  await verify({ claims: { ver: 4, sid: randomUUID() } });
});

test('the keys are fetched once, and again for an unknown key, but not more often than every ten seconds', async () => {
  await Promise.all(Array.from({ length: 20 }, () => verify()));
  expect(fetches).toBe(1);
  known.push({ kid: 'k2', key: rotated.publicKey });
  const next = { header: { kid: 'k2' }, key: rotated.privateKey };
  await expect(verify(next)).rejects.toMatchObject(refusal('unauthenticated'));
  expect(fetches).toBe(1);
  clock.advance('11s');
  await Promise.all(Array.from({ length: 20 }, () => verify(next)));
  expect(fetches).toBe(2);
  for (let i = 0; i < 20; i++)
    await expect(verify({ header: { kid: `guess${i}` } })).rejects.toMatchObject(refusal('unauthenticated'));
  expect(fetches).toBe(2);
});

test('while the keys cannot be fetched those that are known go on, and the first good fetch is kept', async () => {
  away = true;
  await expect(verify()).rejects.toThrow('iam is away');
  away = false;
  await verify();
  away = true;
  clock.advance('11s');
  await expect(verify({ header: { kid: 'k2' } })).rejects.toThrow('iam is away');
  await expect(verify({ header: { kid: 'k2' } })).rejects.toMatchObject(refusal('unauthenticated'));
  await verify();
});
