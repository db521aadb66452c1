import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI } from 'jose';
import { expect, test } from 'vitest';
import { accessTokenType, issuer } from '../tokens.ts';
import { type Change, refusal, signed } from './signed.ts';

const theirs = generateKeyPairSync('ed25519');
const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

test('a good token tells who it speaks for', async () => {
  const { nowS, verify, issued } = signed();
  expect(await verify()).toEqual({
    userId: issued.userId,
    sessionId: issued.sessionId,
    grants: [{ role: 'manager', scope: 'building:b' }],
    authenticatedAt: new Date((nowS() - 60) * 1000).toISOString(),
  });
});

test('a token is taken to its last second and not longer, also one that was taken before', async () => {
  const { clock, nowS, verifier, tokenWith, verify } = signed();
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
  const { verify } = signed();
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
  const { ours, verifier, tokenWith } = signed();
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

test('an algorithm that is not on the list is refused, even with a key of the key set', async () => {
  const { issued, verify } = signed();
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  issued.keys.push({ kid: 'ec', key: elliptic.publicKey });
  const change = { header: { alg: 'ES256', kid: 'ec' }, key: elliptic.privateKey };
  await expect(verify(change)).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a key a token brings along or points to is not looked at', async () => {
  const { verify } = signed();
  const jwk = await exportJWK(theirs.publicKey);
  const brought = { jwk, kid: 'k9', jku: 'https://evil.example/jwks.json' } as never;
  await expect(verify({ key: theirs.privateKey, header: brought })).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a claim changed after signing is refused', async () => {
  const { nowS, verifier, tokenWith, issued } = signed();
  const [head, , signature] = (await tokenWith()).split('.');
  const forged = encoded({
    sub: issued.userId,
    sid: issued.sessionId,
    ver: 3,
    grants: ['admin@platform'],
    exp: nowS() + 600,
    iss: issuer,
    aud: issuer,
  });
  await expect(verifier.verify(`${head}.${forged}.${signature}`)).rejects.toMatchObject(refusal('unauthenticated'));
});

test('a revoked session and an outdated version are refused at once, though the token was taken before', async () => {
  const { revocations, verifier, tokenWith, verify, issued } = signed();
  const token = await tokenWith();
  await verifier.verify(token);
  await revocations.outdateUser(issued.userId, 3);
  await verifier.verify(token);
  await revocations.outdateUser(issued.userId, 4);
  await expect(verifier.verify(token)).rejects.toMatchObject(refusal('token_outdated'));
  await verify({ claims: { ver: 4 } });
  await revocations.revokeSession(issued.sessionId);
  await expect(verify({ claims: { ver: 4 } })).rejects.toMatchObject(refusal('unauthenticated'));
  await verify({ claims: { ver: 4, sid: randomUUID() } });
});
