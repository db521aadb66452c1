import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';
import { linkIsDead, requestOf } from '../links.ts';
import { markVerified, userById } from '../people.ts';

export const verifyEmail = iamService.operation('verifyEmail', async (ctx, { token }, call) => {
  const requestId = requestOf(ctx, 'verification', token);
  return ctx.db.transaction(async tx => {
    const used = await tx.maybe({ user_id: col.uuid })`
      update email_verification_tokens set used_at = ${ctx.now()}
      where id = ${requestId} and used_at is null and expires_at > ${ctx.now()} returning user_id`;
    if (!used) return linkIsDead();
    await markVerified(ctx, tx, call, used.user_id);
    const { email } = await userById(tx, used.user_id);
    return { email };
  });
});
