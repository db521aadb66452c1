import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { userDeleted } from '../events.ts';
import { userById } from '../people.ts';
import { outdateAccess, requireAnotherAdmin } from '../roles.ts';
import { endSessions } from '../sessions.ts';

/** Nothing that names the person stays; the row does, so that the id is never given again and the log keeps its sense. */
export const deleteMe = iamService.operation('deleteMe', async (ctx, _input, call) => {
  const { userId } = call;
  await ctx.db.transaction(async tx => {
    const { email } = await userById(tx, userId);
    await requireAnotherAdmin(tx, userId);
    await outdateAccess(ctx, tx, userId);
    await endSessions(ctx, tx, call, { userId, reason: 'deleted' });
    await tx.run`
      update users set email = null, email_verified_at = null, name = '', phone = null, password_hash = null,
                       zone = 'UTC', state = 'deleted', updated_at = ${ctx.now()}, version = version + 1
      where id = ${userId}`;
    await tx.run`delete from sessions where user_id = ${userId}`;
    await tx.run`delete from user_roles where user_id = ${userId}`;
    await tx.run`delete from oauth_identities where user_id = ${userId}`;
    await tx.run`delete from second_factors where user_id = ${userId}`;
    await tx.run`delete from recovery_codes where user_id = ${userId}`;
    await tx.run`delete from email_verification_tokens where user_id = ${userId}`;
    await tx.run`delete from password_reset_tokens where user_id = ${userId}`;
    await tx.run`delete from invitations where email = ${email}`;
    await tx.run`delete from mail_requests where email = ${email}`;
    await ctx.publish(tx, userDeleted, { userId });
    await audit(ctx, tx, call, { action: 'account.deleted', userId });
  });
});
