// Before iam is ready there is a key to sign with, and a platform without an administrator invites its first.

import { col } from '#kernel/sql/columns';
import type { IamCtx } from './definition.ts';
import { invite } from './invite.ts';
import { rotateSigningKeys } from './signing-keys.ts';

/** Makes what is missing; several processes may start at once. */
export async function start(ctx: IamCtx): Promise<() => Promise<void>> {
  await rotateSigningKeys(ctx);
  await inviteFirstAdmin(ctx);
  return async () => {};
}

async function inviteFirstAdmin(ctx: IamCtx): Promise<void> {
  const { adminEmail: email } = ctx.config;
  if (!email) return;
  await ctx.db.transaction(async tx => {
    // Processes that start at once take turns, and the later ones find the invitation.
    await tx.one({ name: col.text })`select name from roles where name = 'admin' for no key update`;
    const { settled } = await tx.one({ settled: col.bool })`
      select exists (select from user_roles where role = 'admin' and scope = 'platform' and revoked_at is null)
          or exists (select from invitations where email = ${email} and role = 'admin' and accepted_at is null
                       and revoked_at is null and expires_at > ${ctx.now()}) as settled`;
    if (!settled) await invite(ctx, tx, null, { email, role: 'admin', scope: 'platform', locale: 'en' });
  });
}
