// A new password, wherever it comes from: by the old one, by a link.

import type { CallFields } from '#kernel/call';
import type { Tx } from '#kernel/sql/database';
import { audit } from './audit.ts';
import type { IamCtx } from './definition.ts';
import { securityAlert } from './events.ts';
import { endSessions } from './sessions.ts';

/** Sets the password, ends every session, kills open reset links and tells the owner. The row is written first: a login
 * under way either has its session already, which ends here, or finds the password changed. */
export async function setPassword(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields>,
  userId: string,
  passwordHash: string,
): Promise<void> {
  const now = ctx.now();
  await tx.run`
    update users set password_hash = ${passwordHash}, password_changed_at = ${now}, updated_at = ${now},
                     version = version + 1
    where id = ${userId}`;
  await endSessions(ctx, tx, call, { userId, reason: 'password_changed' });
  await tx.run`update password_reset_tokens set expires_at = ${now} where user_id = ${userId} and used_at is null`;
  await ctx.publish(tx, securityAlert, { userId, kind: 'password_changed' });
  await audit(ctx, tx, call, { action: 'password.changed', userId });
}
