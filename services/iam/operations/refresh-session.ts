import { fail } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import { durationMs, msBetween, plus } from '#kernel/time';
import { audit } from '../audit.ts';
import { type IamCtx, iamService } from '../definition.ts';
import { lifetimes } from '../domain/lifetimes.ts';
import { securityAlert } from '../events.ts';
import { keyedHash } from '../keyed-hash.ts';
import { endSessions, issueAccessToken } from '../sessions.ts';

const owner = {
  session_id: col.uuid,
  user_id: col.uuid,
  authenticated_at: col.instant,
  refresh_expires_at: col.instant,
};

/**
 * Rotation is one statement that compares the session's one good token with the given one and sets the next, on the row
 * that revoking locks as well. The next token follows from the given one by a keyed hash: whoever repeats a token, at
 * the same moment or after a lost reply, gets the same successor.
 */
export const refreshSession = iamService.operation('refreshSession', async (ctx, { refreshToken }, call) => {
  const given = sha256(refreshToken);
  const next = keyedHash(ctx, 'refresh-successor', refreshToken).toString('base64url');
  const now = ctx.now();
  const expiresAt = plus(now, lifetimes.refreshToken);
  const rotated = await ctx.db.maybe(owner)`
    with rotated as (
      update sessions set refresh_hash = ${sha256(next)}, expires_at = ${expiresAt}, last_used_at = ${now}
      where refresh_hash = ${given} and ended_at is null and expires_at > ${now}
      returning id as session_id, user_id, authenticated_at, expires_at as refresh_expires_at),
    retired as (
      update refresh_tokens set rotated_at = ${now} where hash = ${given} and exists (select from rotated)),
    issued as (
      insert into refresh_tokens (hash, session_id, issued_at, expires_at)
      select ${sha256(next)}, session_id, ${now}, ${expiresAt} from rotated)
    select session_id, user_id, authenticated_at, refresh_expires_at from rotated`;
  const session = rotated ?? (await repeated(ctx, call, given, sha256(next)));
  const { session_id: sessionId, user_id: userId, authenticated_at: authenticatedAt } = session;
  const access = await issueAccessToken(ctx, ctx.db, { sessionId, userId, authenticatedAt });
  return { sessionId, ...access, refreshToken: next, refreshExpiresAt: session.refresh_expires_at };
});

type RefreshCall = Parameters<typeof endSessions>[2];

/** The session of a token that was rotated a moment ago. A token rotated longer ago is in two hands: the session ends. */
async function repeated(ctx: IamCtx, call: RefreshCall, given: Buffer, successor: Buffer) {
  const known = await ctx.db.maybe({ ...owner, rotated_at: col.instant.orNull, ended: col.bool })`
    select s.id as session_id, s.user_id, s.authenticated_at, r.rotated_at, s.ended_at is not null as ended,
           coalesce(n.expires_at, r.expires_at) as refresh_expires_at
    from refresh_tokens r join sessions s on s.id = r.session_id
    left join refresh_tokens n on n.hash = ${successor}
    where r.hash = ${given}`;
  if (!known || known.ended || known.rotated_at === null)
    return fail('unauthenticated', 'This session has ended; sign in again.', { reason: 'session_ended' });
  if (msBetween(known.rotated_at, ctx.now()) <= durationMs(lifetimes.refreshGrace)) return known;
  const { user_id: userId, session_id: sessionId } = known;
  await ctx.db.transaction(async tx => {
    const ended = await endSessions(ctx, tx, call, { userId, only: sessionId, reason: 'refresh_token_reused' });
    if (ended === 0) return;
    await ctx.publish(tx, securityAlert, { userId, kind: 'refresh_token_reused' });
    await audit(ctx, tx, call, { action: 'refresh_token.reused', userId, sessionId });
  });
  return fail('unauthenticated', 'This refresh token was used before; the session was ended. Sign in again.', {
    reason: 'refresh_token_reused',
  });
}
