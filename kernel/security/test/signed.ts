// An issuer of access tokens and a verifier that knows its keys, for tests of what is refused.

import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { exportJWK, SignJWT } from 'jose';
import { memoryKeyStore } from '../../keys/memory.ts';
import { testClock } from '../../testing/clock.ts';
import { revocationsOver } from '../revocations.ts';
import { accessTokenType, accessVerifier, issuer } from '../tokens.ts';

export interface Change {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: KeyObject;
}

/** A clock, an issuer with the key `k1`, and a verifier of its tokens that has seen none yet. */
export function signed() {
  const clock = testClock('2026-03-02T09:00:00.000Z');
  const ours = generateKeyPairSync('ed25519');
  const issued = {
    userId: randomUUID(),
    sessionId: randomUUID(),
    /** The keys the issuer publishes. */
    keys: [{ kid: 'k1', key: ours.publicKey }],
    /** How often they were fetched, and whether they can be. */
    fetches: 0,
    away: false,
  };
  const revocations = revocationsOver(memoryKeyStore(clock).forService('access'), () => {});
  const jwks = async () => {
    issued.fetches++;
    if (issued.away) throw new Error('iam is away');
    return { keys: await Promise.all(issued.keys.map(async ({ kid, key }) => ({ ...(await exportJWK(key)), kid }))) };
  };
  const verifier = accessVerifier(jwks, revocations, clock);
  const nowS = () => Math.floor(clock.epochMs() / 1000);
  /** A good token, but for the changes. */
  const tokenWith = ({ header = {}, claims = {}, key = ours.privateKey }: Change = {}) =>
    new SignJWT({
      ...{ sub: issued.userId, sid: issued.sessionId, ver: 3, grants: ['manager@building:b'], auth_time: nowS() - 60 },
      ...{ iss: issuer, aud: issuer, iat: nowS(), exp: nowS() + 600, ...claims },
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'k1', typ: accessTokenType, ...header })
      .sign(key);
  const verify = async (change?: Change) => verifier.verify(await tokenWith(change));
  return { clock, nowS, ours, issued, revocations, verifier, tokenWith, verify };
}

export const refusal = (code: string) => ({ name: 'CodedError', code });
