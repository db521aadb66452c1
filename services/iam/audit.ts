// The security log as the operations see it: an entry is written in the transaction it tells of, and waits there to be
// sealed. A chain with one head makes its writers wait for each other until each has committed; sealed by a loop in
// blocks it costs a login one insert, and an entry is in the chain some two seconds later at most.

import type { CallFields } from '#kernel/call';
import { sha256 } from '#kernel/security/digest';
import { col, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { AuditCheckpoint, AuditEntry } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { type AuditRecord, type Link, seal } from './domain/audit-chain.ts';
import { keyedHash } from './keyed-hash.ts';

export type AuditAction =
  | 'account.created'
  | 'account.deleted'
  | 'account.reactivated'
  | 'account.suspended'
  | 'email.verified'
  | 'identity.linked'
  | 'identity.unlinked'
  | 'invitation.accepted'
  | 'invitation.revoked'
  | 'invitation.sent'
  | 'login.failed'
  | 'password.changed'
  | 'password.reset_requested'
  | 'recovery_codes.replaced'
  | 'refresh_token.reused'
  | 'registration.requested'
  | 'role.granted'
  | 'role.revoked'
  | 'second_factor.disabled'
  | 'second_factor.enabled'
  | 'second_factor.failed'
  | 'session.confirmed'
  | 'session.confirmation_failed'
  | 'session.ended'
  | 'session.opened'
  | 'signing_key.made';

export interface AuditFields {
  action: AuditAction;
  /** Whom it is about. */
  userId?: string | null;
  sessionId?: string;
  /** What else is known; no secrets, no addresses of people. */
  details?: Record<string, string>;
}

/** Writes an entry; `call` tells who did it and from where, null where the platform itself did. */
export async function audit(
  ctx: IamCtx,
  db: Queries,
  call: Partial<CallFields> | null,
  { action, userId = null, sessionId, details = {} }: AuditFields,
): Promise<void> {
  await db.run`
    insert into security_audit_pending (id, occurred_at, action, user_id, actor_id, session_id, ip, details)
    values (${ctx.id()}, ${ctx.now()}, ${action}, ${userId}, ${call?.user?.userId ?? null},
            ${sessionId ?? call?.user?.sessionId ?? null}, ${call?.ip ?? null}, ${json(details)})`;
}

const recordShape = {
  id: col.uuid,
  occurred_at: col.instant,
  action: col.text,
  user_id: col.uuid.orNull,
  actor_id: col.uuid.orNull,
  session_id: col.uuid.orNull,
  ip: col.text.orNull,
  details: col.json<Record<string, string>>(),
};
const pendingRow = row({ position: col.bigint, ...recordShape });

export const auditRow = row({
  sequence: col.bigint,
  sealed_at: col.instant,
  ...recordShape,
  previous_hash: col.bytes,
  hash: col.bytes,
});

type RecordRow = {
  id: string;
  occurred_at: string;
  action: string;
  user_id: string | null;
  actor_id: string | null;
  session_id: string | null;
  ip: string | null;
  details: Record<string, string>;
};

const toRecord = (found: RecordRow, sequence: number, sealedAt: string): AuditRecord => ({
  sequence,
  id: found.id,
  occurredAt: found.occurred_at,
  sealedAt,
  action: found.action,
  userId: found.user_id,
  actorId: found.actor_id,
  sessionId: found.session_id,
  ip: found.ip,
  details: found.details,
});

export const toAuditEntry = (
  found: RecordRow & { sequence: bigint; sealed_at: string; previous_hash: Buffer; hash: Buffer },
): AuditEntry => ({
  ...toRecord(found, Number(found.sequence), found.sealed_at),
  previousHash: found.previous_hash.toString('hex'),
  hash: found.hash.toString('hex'),
});

/** A keyed hash of a place in the chain, which nobody can make with the database alone. */
export const checkpointOf = (ctx: IamCtx, { sequence, hash }: Link): AuditCheckpoint => ({
  sequence,
  hash,
  mac: keyedHash(ctx, 'audit-checkpoint', `${sequence}:${hash}`).toString('hex'),
});

const blockSize = 500;

/** Moves waiting entries into the chain, oldest first; true if there were any. The head's lock keeps one sealer at a
 * time even while two processes believe they lead. */
export const sealBlock = (ctx: IamCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const head = await tx.one({ sequence: col.bigint, hash: col.bytes, sealed_at: col.instant })`
      select sequence, hash, greatest(sealed_at, ${ctx.now()}) as sealed_at from security_audit_head for update`;
    const waiting = await tx.many(pendingRow)`
      select ${pendingRow} from security_audit_pending order by position limit ${blockSize}`;
    if (waiting.length === 0) return false;
    const last: Link = { sequence: Number(head.sequence), hash: head.hash.toString('hex') };
    const records = waiting.map((found, index) => toRecord(found, last.sequence + 1 + index, head.sealed_at));
    await append(ctx, tx, seal(last, records, sha256), head.sealed_at);
    await tx.run`delete from security_audit_pending where position = any(${waiting.map(each => each.position)}::bigint[])`;
    return true;
  });

async function append(ctx: IamCtx, tx: Tx, entries: readonly AuditEntry[], sealedAt: string): Promise<void> {
  const each = <T>(pick: (entry: AuditEntry) => T): T[] => entries.map(pick);
  await tx.run`
    insert into security_audit_logs (sequence, id, occurred_at, sealed_at, action, user_id, actor_id, session_id, ip,
                                     details, previous_hash, hash)
    select e.sequence, e.id, e.occurred_at, ${sealedAt}, e.action, e.user_id, e.actor_id, e.session_id, e.ip,
           e.details, decode(e.previous_hash, 'hex'), decode(e.hash, 'hex')
    from unnest(${each(e => e.sequence)}::bigint[], ${each(e => e.id)}::uuid[], ${each(e => e.occurredAt)}::timestamptz[],
                ${each(e => e.action)}::text[], ${each(e => e.userId)}::uuid[], ${each(e => e.actorId)}::uuid[],
                ${each(e => e.sessionId)}::uuid[], ${each(e => e.ip)}::text[], ${each(e => json(e.details))}::jsonb[],
                ${each(e => e.previousHash)}::text[], ${each(e => e.hash)}::text[])
      as e (sequence, id, occurred_at, action, user_id, actor_id, session_id, ip, details, previous_hash, hash)`;
  const head = checkpointOf(ctx, entries.at(-1)!);
  await tx.run`
    update security_audit_head
    set sequence = ${head.sequence}, hash = decode(${head.hash}, 'hex'), mac = decode(${head.mac}, 'hex'),
        sealed_at = ${sealedAt}`;
}
