// How long things of iam live.

import type { Duration } from '#kernel/time';

export const lifetimes = {
  accessToken: '10m',
  /** Without use; each rotation starts it anew. */
  refreshToken: '30d',
  /** In which a repeated refresh token gets the same successor: a reply that was lost on the way is no theft. */
  refreshGrace: '20s',
  verification: '24h',
  passwordReset: '1h',
  invitation: '7d',
  secondFactorChallenge: '5m',
  providerSignIn: '10m',
  /** Firebase tokens carry no nonce, so only young ones are taken. */
  firebaseToken: '5m',
  /** A signing key is replaced after this. */
  signingKey: '30d',
  /** A registration nobody proved is forgotten. */
  unverifiedAccount: '30d',
  /** Ended sessions and used links are kept for so long. */
  history: '90d',
} as const satisfies Record<string, Duration>;
