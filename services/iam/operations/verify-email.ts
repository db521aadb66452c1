import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';
import { linkIsDead, requestOf } from '../links.ts';
import { markVerified, userById } from '../people.ts';

export const verifyEmail = iamService.operation('verifyEmail', async (ctx, { token }, call) => {
  const requestId = requestOf(ctx, 'verification', token);
  return ctx.db.transaction(async tx => {
    const used = await tx.maybe({ user_id: col.uuid, name: col.text.orNull, password_hash: col.text.orNull })`
      update email_verification_tokens set used_at = ${ctx.now()}
      where id = ${requestId} and used_at is null and expires_at > ${ctx.now()}
      returning user_id, name, password_hash`;
    if (!used) return linkIsDead();
    await tx.run`
      update users set name = coalesce(${used.name}, name), password_hash = coalesce(${used.password_hash}, password_hash)
      where id = ${used.user_id} and email_verified_at is null`;
    await markVerified(ctx, tx, call, used.user_id);
    const { email } = await userById(tx, used.user_id);
    return { email };
  });
});
