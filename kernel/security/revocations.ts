// Access tokens live for ten minutes; what ends them sooner is kept in the shared keys for as long as they could live.

import type { Keys } from '../keys/port.ts';

export interface Revocations {
  /** No token of the session is taken any more. */
  revokeSession(sessionId: string): Promise<void>;
  /** Tokens that were issued before the user's access changed to this version are outdated. */
  outdateUser(userId: string, accessVersion: number): Promise<void>;
  /** What holds for a token now. */
  check(userId: string, sessionId: string, accessVersion: number): Promise<'valid' | 'revoked' | 'outdated'>;
}

/** Longest life of an access token, and so of an entry here. */
export const accessTokenMs = 10 * 60_000;

/** Over the shared keys; `onChange` hears of what ends tokens here. While the keys are away tokens count as valid: they
 * expire by themselves, and refusing everyone would turn a lost cache into an outage. */
export function revocationsOver(
  keys: Keys,
  onUnavailable: (error: unknown) => void,
  onChange: (whose: { sessionId: string } | { userId: string }) => void = () => {},
): Revocations {
  return {
    async revokeSession(sessionId) {
      await keys.set(`session:${sessionId}`, 'revoked', { ttlMs: accessTokenMs });
      onChange({ sessionId });
    },
    async outdateUser(userId, accessVersion) {
      await keys.set(`user:${userId}`, String(accessVersion), { ttlMs: accessTokenMs });
      onChange({ userId });
    },
    async check(userId, sessionId, accessVersion) {
      try {
        const [session, version] = await keys.getMany([`session:${sessionId}`, `user:${userId}`]);
        if (session) return 'revoked';
        return version && accessVersion < Number(version) ? 'outdated' : 'valid';
      } catch (error) {
        onUnavailable(error);
        return 'valid';
      }
    },
  };
}
