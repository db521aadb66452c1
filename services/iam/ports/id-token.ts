// Checks ID tokens against the key set their issuer publishes. Keys are fetched by the kernel's way out, kept for ten
// minutes, and fetched again when a token names one that is not known (at most every 30 s).

import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { CodedError, fail } from '#kernel/errors';
import type { Outgoing } from '#kernel/http/outgoing';
import { epochMs, type Instant } from '#kernel/time';
import type { ProvenIdentity } from './identity-provider.ts';

/** Asymmetric ones only: with a shared secret, whoever can check a token can make one. */
const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'];

/** How far a provider's clock may be off. */
export const clockToleranceSeconds = 30;

export type IdTokenVerifier = (token: string, options: JWTVerifyOptions, now: Instant) => Promise<JWTPayload>;

/** Builds the check of one issuer's tokens. It raises `unauthenticated`, or `unavailable` without keys. */
export function idTokenVerifier(keysUrl: string, http: Outgoing): IdTokenVerifier {
  const keys = createRemoteJWKSet(new URL(keysUrl), {
    [customFetch]: async url => {
      const reply = await http.request(url, { headers: { accept: 'application/json' } });
      return new Response(reply.text(), { status: reply.status });
    },
  });
  return async (token, options, now) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['sub', 'iat', 'exp'],
        ...options,
        currentDate: new Date(epochMs(now)),
      });
      return payload;
    } catch (cause) {
      if (cause instanceof CodedError) throw cause;
      if (isOfTheToken(cause)) return refuseToken(cause);
      return fail('unavailable', 'The keys of the identity provider cannot be read right now; try again.', { cause });
    }
  };
}

/** What is wrong with the token, as against with fetching the keys. */
const isOfTheToken = (error: unknown): boolean =>
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWTExpired ||
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported;

/** Raises `unauthenticated`: the same sentence for whatever is wrong with a token. */
export const refuseToken = (cause?: unknown): never =>
  fail('unauthenticated', 'The identity provider’s token is not valid here; sign in again.', {
    reason: 'invalid_id_token',
    ...(cause !== undefined && { cause }),
  });

/** The person of checked claims. */
export function identityOf(claims: JWTPayload): ProvenIdentity {
  const { iss, sub, email, email_verified, name } = claims;
  if (!iss || !sub || sub.length > 255) return refuseToken();
  return {
    issuer: iss,
    subject: sub,
    email: typeof email === 'string' && email.length <= 254 ? email.toLowerCase() : null,
    // Some providers send it as text.
    emailVerified: email_verified === true || email_verified === 'true',
    name: typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, 100) : null,
  };
}
