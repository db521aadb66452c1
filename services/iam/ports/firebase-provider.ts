// Firebase Authentication: apps sign in with Google's own library and bring the ID token it gave them
// (firebase.google.com/docs/auth/admin/verify-id-tokens, "Verify ID tokens using a third-party JWT library").

import type { Outgoing } from '#kernel/http/outgoing';
import { durationMs, epochMs } from '#kernel/time';
import { lifetimes } from '../domain/lifetimes.ts';
import { clockToleranceSeconds, identityOf, idTokenVerifier, refuseToken } from './id-token.ts';
import type { IdentityProvider } from './identity-provider.ts';

export interface FirebaseOptions {
  projectId: string;
  /** The key set of Google's token service. */
  keysUrl: string;
}

/** Takes the ID tokens of one Firebase project. */
export function firebaseProvider({ projectId, keysUrl }: FirebaseOptions, http: Outgoing): IdentityProvider {
  const verify = idTokenVerifier(keysUrl, http);
  return {
    name: 'firebase',
    kind: 'firebase',
    async prove(idToken, { now }) {
      const claims = await verify(
        idToken,
        {
          issuer: `https://securetoken.google.com/${projectId}`,
          audience: projectId,
          algorithms: ['RS256'],
          requiredClaims: ['sub', 'iat', 'exp', 'auth_time'],
          maxTokenAge: durationMs(lifetimes.firebaseToken) / 1000,
        },
        now,
      );
      if (typeof claims.auth_time !== 'number' || claims.auth_time > epochMs(now) / 1000 + clockToleranceSeconds)
        return refuseToken();
      return identityOf(claims);
    },
  };
}
