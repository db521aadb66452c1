// Whoever else can say who somebody is.

import type { Instant } from '#kernel/time';

/** What a provider says of a person; only `issuer` and `subject` together name one for good. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
}

/** What a sign-in at a provider's own pages takes along (RFC 7636, OpenID Connect Core 1.0). */
export interface CodeRequest {
  state: string;
  nonce: string;
  codeVerifier: string;
  redirectUri: string;
}

export interface CodeFlow {
  /** The page at which the person signs in. Raises `unavailable`. */
  urlFor(request: CodeRequest): Promise<string>;
  /** The ID token a code is worth. Raises `unauthenticated` for a code the provider refuses, `unavailable`. */
  redeem(code: string, request: Pick<CodeRequest, 'codeVerifier' | 'redirectUri'>): Promise<string>;
}

export interface IdentityProvider {
  name: string;
  kind: 'oidc' | 'firebase';
  /** Absent where only ID tokens are taken. */
  codes?: CodeFlow;
  /** Checks an ID token: signature, issuer, audience, times, and the nonce where one is expected. Raises
   * `unauthenticated`, or `unavailable` when the provider's keys cannot be had. */
  prove(idToken: string, expected: { nonce: string | null; now: Instant }): Promise<ProvenIdentity>;
}
