// Sends an invitation: what an administrator's request and the very first start have in common.

import type { CallFields } from '#kernel/call';
import type { Tx } from '#kernel/sql/database';
import { plus } from '#kernel/time';
import { audit } from './audit.ts';
import type { Locale, RoleName } from './contract.ts';
import type { IamCtx } from './definition.ts';
import { lifetimes } from './domain/lifetimes.ts';
import { userInvited } from './events.ts';
import { type InvitationRow, invitationRow } from './invitations.ts';
import { userByEmail } from './people.ts';

export interface NewInvitation {
  email: string;
  role: RoleName;
  scope: string;
  locale: Locale;
}

/** Invites an address to a role, in place of an open invitation to the same. Raises `conflict` for a twin under way. */
export async function invite(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields> | null,
  { email, role, scope, locale }: NewInvitation,
): Promise<InvitationRow> {
  const now = ctx.now();
  await tx.run`
    update invitations set revoked_at = ${now}
    where email = ${email} and role = ${role} and scope = ${scope} and accepted_at is null and revoked_at is null`;
  const made = await tx.one(invitationRow)`
    insert into invitations (id, email, role, scope, locale, invited_by, created_at, expires_at)
    values (${ctx.id()}, ${email}, ${role}, ${scope}, ${locale}, ${call?.user?.userId ?? null}, ${now},
            ${plus(now, lifetimes.invitation)})
    returning ${invitationRow}`;
  const known = await userByEmail(tx, email);
  await ctx.publish(tx, userInvited, { requestId: made.id, userId: known?.id ?? null });
  await audit(ctx, tx, call, { action: 'invitation.sent', userId: known?.id ?? null, details: { role, scope } });
  return made;
}
