import type { CallFields } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { Tx } from '#kernel/sql/database';
import { audit } from '../audit.ts';
import { type IamCtx, iamService } from '../definition.ts';
import { requirePassword } from '../domain/password-policy.ts';
import { type InvitationRow, invitationOf } from '../invitations.ts';
import { linkIsDead } from '../links.ts';
import { createAccount, markVerified, userByEmail } from '../people.ts';
import { portsOf } from '../ports/ports.ts';
import { grant } from '../roles.ts';
import { suspended } from '../sign-in.ts';

export const acceptInvitation = iamService.operation('acceptInvitation', async (ctx, input, call) => {
  const invitation = await invitationOf(ctx, ctx.db, input.token);
  const newcomer = await newcomerOf(ctx, invitation.email, input);
  return ctx.db.transaction(async tx => {
    const now = ctx.now();
    const taken = await tx.run`
      update invitations set accepted_at = ${now}
      where id = ${invitation.id} and accepted_at is null and revoked_at is null and expires_at > ${now}`;
    if (taken === 0) return linkIsDead();
    const { userId, accountCreated } = await accountFor(ctx, tx, call, invitation, newcomer);
    const { role, scope, email } = invitation;
    await audit(ctx, tx, call, { action: 'invitation.accepted', userId, details: { role, scope } });
    await grant(ctx, tx, call, { userId, role, scope, at: now, by: invitation.invited_by });
    return { userId, email, role, scope, accountCreated };
  });
});

interface Newcomer {
  name: string;
  passwordHash: string;
}

/** What an account is to be made of; null where the address has one already, which keeps its password. */
async function newcomerOf(
  ctx: IamCtx,
  email: string,
  { name, password }: { name?: string | undefined; password?: string | undefined },
): Promise<Newcomer | null> {
  const known = await userByEmail(ctx.db, email);
  if (known?.email_verified_at) return null;
  if (!name || !password)
    return fail('failed_precondition', 'Send a name and a password: there is no account for this address yet.', {
      reason: 'account_needed',
    });
  requirePassword(password, email);
  return { name, passwordHash: await portsOf(ctx).passwords.hash(password) };
}

/** The account of the invited address; whoever has the link reads its mailbox. */
async function accountFor(
  ctx: IamCtx,
  tx: Tx,
  call: Partial<CallFields>,
  { email, locale }: InvitationRow,
  newcomer: Newcomer | null,
): Promise<{ userId: string; accountCreated: boolean }> {
  const found = await userByEmail(tx, email);
  if (found?.state === 'suspended') return suspended();
  if (!newcomer) return found ? { userId: found.id, accountCreated: false } : linkIsDead();
  const { name, passwordHash } = newcomer;
  if (!found) {
    const userId = await createAccount(ctx, tx, call, { email, name, locale, zone: 'UTC', passwordHash });
    return { userId, accountCreated: true };
  }
  // Registered, but never proven: what was chosen then, by whomever, gives way.
  const replaced = await tx.run`
    update users set name = ${name}, password_hash = ${passwordHash}, password_changed_at = ${ctx.now()}
    where id = ${found.id} and email_verified_at is null`;
  await markVerified(ctx, tx, call, found.id);
  return { userId: found.id, accountCreated: replaced === 1 };
}
