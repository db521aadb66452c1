import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';
import { requirePassword } from '../domain/password-policy.ts';
import { linkIsDead, requestOf } from '../links.ts';
import { setPassword } from '../passwords.ts';
import { markVerified } from '../people.ts';
import { portsOf } from '../ports/ports.ts';

export const resetPassword = iamService.operation('resetPassword', async (ctx, { token, password }, call) => {
  const requestId = requestOf(ctx, 'password_reset', token);
  const open = await ctx.db.maybe({ email: col.text })`
    select u.email from password_reset_tokens t join users u on u.id = t.user_id
    where t.id = ${requestId} and t.used_at is null and t.expires_at > ${ctx.now()} and u.state = 'active'`;
  if (!open) return linkIsDead();
  requirePassword(password, open.email);
  const passwordHash = await portsOf(ctx).passwords.hash(password);
  await ctx.db.transaction(async tx => {
    const used = await tx.maybe({ user_id: col.uuid })`
      update password_reset_tokens set used_at = ${ctx.now()}
      where id = ${requestId} and used_at is null and expires_at > ${ctx.now()} returning user_id`;
    if (!used) return linkIsDead();
    // Whoever has the link reads the mailbox.
    await markVerified(ctx, tx, call, used.user_id);
    await setPassword(ctx, tx, call, used.user_id, passwordHash);
  });
});
