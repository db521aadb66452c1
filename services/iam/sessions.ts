// Sessions: opened by a proof of identity, carried on by refresh tokens, ended by whoever owns them.

import { SignJWT } from 'jose';
import type { CallFields } from '#kernel/call';
import { fail } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { accessTokenType, issuer } from '#kernel/security/tokens';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { nothing, sql } from '#kernel/sql/tag';
import { durationMs, epochMs, type Instant, instantAt, plus } from '#kernel/time';
import { audit } from './audit.ts';
import type { Tokens } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { lifetimes } from './domain/lifetimes.ts';
import { securityAlert } from './events.ts';
import { signingKey } from './signing-keys.ts';

export interface SessionOwner {
  userId: string;
  sessionId: string;
  authenticatedAt: Instant;
}

export interface AccessToken {
  accessToken: string;
  accessExpiresAt: Instant;
}

/** Signs an access token with what the person may do at this moment. Version and grants come from one statement, so a
 * role taken back meanwhile leaves a token that is outdated. Raises `unauthenticated` for somebody who may not be in. */
export async function issueAccessToken(ctx: IamCtx, db: Queries, owner: SessionOwner): Promise<AccessToken> {
  const holder = await db.maybe({ access_version: col.int, grants: col.texts })`
    select access_version,
           coalesce((select array_agg(role || '@' || scope order by role, scope) from user_roles r
                     where r.user_id = u.id and revoked_at is null), '{}') as grants
    from users u where id = ${owner.userId} and state = 'active'`;
  if (!holder) return fail('unauthenticated', 'This account cannot be used; ask the administrator.');
  const { kid, key } = await signingKey(ctx, db);
  const issuedAt = Math.floor(epochMs(ctx.now()) / 1000);
  const expiresAt = issuedAt + durationMs(lifetimes.accessToken) / 1000;
  const accessToken = await new SignJWT({
    sid: owner.sessionId,
    ver: holder.access_version,
    grants: holder.grants,
    auth_time: Math.floor(epochMs(owner.authenticatedAt) / 1000),
  })
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: accessTokenType })
    .setSubject(owner.userId)
    .setIssuer(issuer)
    .setAudience(issuer)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key);
  return { accessToken, accessExpiresAt: instantAt(expiresAt * 1000) };
}

export interface Opening {
  userId: string;
  /** `password`, or the name of the identity provider. */
  method: string;
  secondFactor?: boolean;
}

/** Opens a session within the transaction that checked the proof, and tells the owner of a device not seen before. */
export async function openSession(ctx: IamCtx, tx: Tx, call: Partial<CallFields>, opening: Opening): Promise<Tokens> {
  const { userId, method, secondFactor = false } = opening;
  const now = ctx.now();
  const sessionId = ctx.id();
  const refreshToken = ctx.random.token(32);
  const refreshExpiresAt = plus(now, lifetimes.refreshToken);
  const userAgent = call.userAgent?.slice(0, 300) ?? null;
  const seen = await tx.one({ any: col.bool, device: col.bool })`
    select count(*) > 0 as any, count(*) filter (where user_agent is not distinct from ${userAgent}) > 0 as device
    from sessions where user_id = ${userId}`;
  await tx.run`
    insert into sessions (id, user_id, method, user_agent, ip, created_at, authenticated_at, last_used_at,
                          refresh_hash, expires_at)
    values (${sessionId}, ${userId}, ${method}, ${userAgent}, ${call.ip ?? null}, ${now}, ${now}, ${now},
            ${sha256(refreshToken)}, ${refreshExpiresAt})`;
  await tx.run`
    insert into refresh_tokens (hash, session_id, issued_at, expires_at)
    values (${sha256(refreshToken)}, ${sessionId}, ${now}, ${refreshExpiresAt})`;
  if (seen.any && !seen.device) await ctx.publish(tx, securityAlert, { userId, kind: 'new_device' });
  await audit(ctx, tx, call, {
    action: 'session.opened',
    userId,
    sessionId,
    details: { method, secondFactor: String(secondFactor) },
  });
  const access = await issueAccessToken(ctx, tx, { userId, sessionId, authenticatedAt: now });
  return { sessionId, ...access, refreshToken, refreshExpiresAt };
}

export interface Ending {
  userId: string;
  /** Only this one. */
  only?: string;
  /** All but this one. */
  except?: string;
  reason: 'logout' | 'revoked' | 'password_changed' | 'refresh_token_reused' | 'suspended' | 'deleted';
}

/** Ends sessions; their access tokens are refused once the transaction is committed. Gives how many were open. */
export async function endSessions(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields> | null,
  { userId, only, except, reason }: Ending,
): Promise<number> {
  const ended = await tx.many({ id: col.uuid })`
    update sessions set ended_at = ${ctx.now()}, end_reason = ${reason}
    where user_id = ${userId} and ended_at is null
      ${only ? sql`and id = ${only}` : nothing}
      ${except ? sql`and id <> ${except}` : nothing}
    returning id`;
  for (const { id } of ended)
    await audit(ctx, tx, call, { action: 'session.ended', userId, sessionId: id, details: { reason } });
  tx.afterCommit(() => {
    for (const { id } of ended) revoke(ctx, ctx.revocations.revokeSession(id));
  });
  return ended.length;
}

/** After the commit: the user's tokens of before `accessVersion` are to be refreshed. */
export function outdateTokens(ctx: IamCtx, tx: Tx, userId: string, accessVersion: number): void {
  tx.afterCommit(() => revoke(ctx, ctx.revocations.outdateUser(userId, accessVersion)));
}

/** Without the shared keys a token lives on for its last minutes; the change itself is committed. */
function revoke(ctx: IamCtx, done: Promise<void>): void {
  done.catch(error => ctx.log.warn({ err: error }, 'access tokens could not be revoked before they expire'));
}
