// People for tests: who they are is told in one line, and their access tokens are signed by a key of the harness.

import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { exportJWK, type JSONWebKeySet, SignJWT } from 'jose';
import type { Role } from '../access.ts';
import type { User } from '../call.ts';
import { accessTokenType, grantText, issuer } from '../security/tokens.ts';
import { type Clock, epochMs } from '../time.ts';

/** A person with grants such as `'manager@building:…'` or `'admin@platform'`. */
export function person(clock: Clock, ...grants: readonly `${Role}@${string}`[]): User {
  return {
    userId: randomUUID(),
    sessionId: randomUUID(),
    authenticatedAt: clock.now(),
    grants: grants.map(text => {
      const at = text.indexOf('@');
      return { role: text.slice(0, at) as Role, scope: text.slice(at + 1) };
    }),
  };
}

export interface TestIdentity {
  jwks(): Promise<JSONWebKeySet>;
  tokenOf(user: User): Promise<string>;
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

/** Signs tokens as iam would; one key for the whole run, as making it costs more than using it. */
export function testIdentity(clock: Clock): TestIdentity {
  return {
    async jwks() {
      return { keys: [{ ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' }] };
    },
    tokenOf: user =>
      new SignJWT({
        sid: user.sessionId,
        ver: 1,
        grants: user.grants.map(grantText),
        auth_time: Math.floor(epochMs(user.authenticatedAt) / 1000),
      })
        .setProtectedHeader({ alg: 'EdDSA', kid: 'test', typ: accessTokenType })
        .setSubject(user.userId)
        .setIssuer(issuer)
        .setAudience(issuer)
        .setIssuedAt(Math.floor(clock.epochMs() / 1000))
        .setExpirationTime(Math.floor(clock.epochMs() / 1000) + 600)
        .sign(privateKey),
  };
}
