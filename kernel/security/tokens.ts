// The two tokens a request can carry: a person's access token (EdDSA, RFC 8725's advice) and, between services, a
// one-minute token for one audience.

import { hkdfSync } from 'node:crypto';
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Grant } from '../access.ts';
import type { User } from '../call.ts';
import { fail } from '../errors.ts';
import { type Clock, instantAt } from '../time.ts';
import type { Revocations } from './revocations.ts';

export const issuer = 'agora';
export const accessTokenType = 'at+jwt';

/** The claims of an access token beside the registered ones. */
export interface AccessClaims {
  sub: string;
  sid: string;
  /** The version of the user's access this was issued for. */
  ver: number;
  /** `role@scope` */
  grants: string[];
  /** Seconds since the epoch of the last proof by password or second factor. */
  auth_time: number;
  exp: number;
}

/** `manager@building:…` → a grant. */
export function parseGrant(text: string): Grant {
  const at = text.indexOf('@');
  return { role: text.slice(0, at) as Grant['role'], scope: text.slice(at + 1) };
}
export const grantText = (grant: Grant): string => `${grant.role}@${grant.scope}`;

export interface AccessVerifier {
  /** The person a token speaks for; raises `unauthenticated`, `token_expired` or `token_outdated`. */
  verify(token: string): Promise<User>;
}

const refetchAfterMs = 10_000;

/** Verifies access tokens with the keys `jwks` gives: fetched once, and again when a token names an unknown key. */
export function accessVerifier(
  jwks: () => Promise<JSONWebKeySet>,
  revocations: Revocations,
  clock: Clock,
): AccessVerifier {
  // Signatures are checked once per token; expiry and revocation on every request.
  const known = new LRUCache<string, { user: User; ver: number; exp: number }>({ max: 10_000 });
  let keySet: Promise<ReturnType<typeof createLocalJWKSet>> | undefined;
  let askedAtMs = -Infinity;

  /** The keys; requests that need them at once share one fetch, and a failed one is not kept. */
  function ask(): Exclude<typeof keySet, undefined> {
    const before = keySet;
    const asked = jwks().then(createLocalJWKSet);
    asked.catch(() => (keySet = before));
    askedAtMs = clock.epochMs();
    keySet = asked;
    return asked;
  }

  async function signedClaims(token: string, refreshed = false): Promise<AccessClaims> {
    const keys = await (keySet ?? ask());
    try {
      const { payload } = await jwtVerify<AccessClaims>(token, keys, {
        algorithms: ['EdDSA'],
        issuer,
        audience: issuer,
        typ: accessTokenType,
        requiredClaims: ['sub', 'sid', 'exp'],
        currentDate: new Date(clock.epochMs()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) return fail('token_expired', 'Refresh the access token and try again.');
      if (error instanceof errors.JWKSNoMatchingKey && !refreshed) {
        if (clock.epochMs() - askedAtMs > refetchAfterMs) void ask();
        return signedClaims(token, true);
      }
      return fail('unauthenticated', 'The access token is not valid; sign in again.', { cause: error });
    }
  }

  return {
    async verify(token) {
      let found = known.get(token);
      if (!found) {
        const claims = await signedClaims(token);
        const user: User = {
          userId: claims.sub,
          sessionId: claims.sid,
          grants: claims.grants.map(parseGrant),
          authenticatedAt: instantAt(claims.auth_time * 1000),
        };
        found = { user, ver: claims.ver, exp: claims.exp };
        known.set(token, found);
      }
      if (found.exp * 1000 <= clock.epochMs()) fail('token_expired', 'Refresh the access token and try again.');
      const state = await revocations.check(found.user.userId, found.user.sessionId, found.ver);
      if (state === 'revoked') fail('unauthenticated', 'This session was ended; sign in again.');
      if (state === 'outdated')
        fail('token_outdated', 'Your roles have changed; refresh the access token and try again.');
      return found.user;
    },
  };
}

export interface ServiceTokens {
  /** A token by which `caller` calls `audience`; `edge` marks the public entrance, which speaks for people only. */
  issue(caller: string, audience: string, edge: boolean): Promise<string>;
  /** Who calls; raises `unauthenticated`. */
  verify(token: string, audience: string): Promise<{ caller: string; edge: boolean }>;
}

const serviceTokenMs = 60_000;

/** Tokens between services, signed with a key per audience that is derived from the platform's secret. */
export function serviceTokens(secret: string, clock: Clock): ServiceTokens {
  const keyOf = (audience: string) => Buffer.from(hkdfSync('sha256', secret, audience, 'service-token', 32));
  const issued = new LRUCache<string, { token: string; untilMs: number }>({ max: 1_000 });
  const verified = new LRUCache<string, { caller: string; edge: boolean; untilMs: number }>({ max: 1_000 });
  return {
    async issue(caller, audience, edge) {
      const name = `${caller}>${audience}>${edge}`;
      const nowMs = clock.epochMs();
      const ready = issued.get(name);
      if (ready && ready.untilMs > nowMs) return ready.token;
      const token = await new SignJWT({ edge })
        .setProtectedHeader({ alg: 'HS256', typ: 'service+jwt' })
        .setIssuer(caller)
        .setAudience(audience)
        .setIssuedAt(Math.floor(nowMs / 1000))
        .setExpirationTime(Math.floor((nowMs + serviceTokenMs) / 1000))
        .sign(keyOf(audience));
      issued.set(name, { token, untilMs: nowMs + serviceTokenMs / 2 });
      return token;
    },
    async verify(token, audience) {
      const name = `${audience}>${token}`;
      const ready = verified.get(name);
      if (ready && ready.untilMs > clock.epochMs()) return ready;
      try {
        const { payload } = await jwtVerify<{ edge: boolean }>(token, keyOf(audience), {
          algorithms: ['HS256'],
          audience,
          typ: 'service+jwt',
          requiredClaims: ['iss', 'exp'],
          currentDate: new Date(clock.epochMs()),
        });
        const found = { caller: payload.iss!, edge: payload.edge, untilMs: payload.exp! * 1000 };
        verified.set(name, found);
        return found;
      } catch (cause) {
        return fail('unauthenticated', 'This address takes calls of other services only.', { cause });
      }
    },
  };
}
