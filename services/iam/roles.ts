// Grants of roles. Each is a register in which the latest word wins, so that events which arrive late or twice change
// nothing; who is affected gets new tokens.

import type { CallFields } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import { audit } from './audit.ts';
import type { RoleName } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { userRoleChanged } from './events.ts';
import { outdateTokens } from './sessions.ts';

export interface GrantChange {
  userId: string;
  role: RoleName;
  scope: string;
  /** When it was decided: an older word than the one known is ignored. */
  at: Instant;
  /** Who decided it, if not whoever calls. */
  by?: string | null;
}

/** Grants a role; true if it was not held before. Nobody is granted anything who is gone. */
export async function grant(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields> | null,
  { userId, role, scope, at, by = call?.user?.userId ?? null }: GrantChange,
): Promise<boolean> {
  const changed = await tx.run`
    insert into user_roles as known (user_id, role, scope, granted_at, granted_by)
    select id, ${role}, ${scope}, ${at}, ${by} from users
    where id = ${userId} and state <> 'deleted'
    on conflict (user_id, role, scope) do update
      set granted_at = excluded.granted_at, granted_by = excluded.granted_by, revoked_at = null
      where known.revoked_at <= excluded.granted_at`;
  if (changed === 0) return false;
  await changeAccess(ctx, tx, call, { userId, role, scope, change: 'granted' });
  return true;
}

/** Takes a role back; true if it was held. */
export async function revoke(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields> | null,
  { userId, role, scope, at }: GrantChange,
): Promise<boolean> {
  const changed = await tx.run`
    update user_roles set revoked_at = ${at}
    where user_id = ${userId} and role = ${role} and scope = ${scope} and revoked_at is null and granted_at <= ${at}`;
  if (changed === 0) {
    // Kept as well where nothing was held: the grant it takes back may be on its way still.
    await tx.run`
      insert into user_roles as known (user_id, role, scope, granted_at, revoked_at)
      select id, ${role}, ${scope}, ${at}, ${at} from users where id = ${userId} and state <> 'deleted'
      on conflict (user_id, role, scope) do update
        set revoked_at = excluded.revoked_at where known.revoked_at < excluded.revoked_at`;
    return false;
  }
  await changeAccess(ctx, tx, call, { userId, role, scope, change: 'revoked' });
  return true;
}

async function changeAccess(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields> | null,
  change: { userId: string; role: RoleName; scope: string; change: 'granted' | 'revoked' },
): Promise<void> {
  const { userId, role, scope } = change;
  await outdateAccess(ctx, tx, userId);
  await ctx.publish(tx, userRoleChanged, change);
  await audit(ctx, tx, call, { action: `role.${change.change}`, userId, details: { role, scope } });
}

/** Raises the version of somebody's access, so that older tokens are refreshed. */
export async function outdateAccess(ctx: IamCtx, tx: Tx, userId: string): Promise<void> {
  const { access_version } = await tx.one({ access_version: col.int })`
    update users set access_version = access_version + 1 where id = ${userId} returning access_version`;
  outdateTokens(ctx, tx, userId, access_version);
}

/** Raises `failed_precondition` if nobody but this person runs the platform. Two administrators who leave at once take
 * turns at the role's row, so that the second is refused. */
export async function requireAnotherAdmin(tx: Tx, userId: string): Promise<void> {
  await tx.one({ name: col.text })`select name from roles where name = 'admin' for no key update`;
  const { leaves, others } = await tx.one({ leaves: col.bool, others: col.int })`
    select count(*) filter (where u.id = ${userId}) > 0 as leaves,
           count(*) filter (where u.id <> ${userId})::int as others
    from user_roles r join users u on u.id = r.user_id
    where r.role = 'admin' and r.scope = 'platform' and r.revoked_at is null and u.state = 'active'`;
  if (leaves && others === 0)
    fail('failed_precondition', 'Make somebody else administrator first; the platform needs one.', {
      reason: 'last_admin',
    });
}
