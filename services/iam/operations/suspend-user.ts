import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { userUpdated } from '../events.ts';
import { userById } from '../people.ts';
import { outdateAccess, requireAnotherAdmin } from '../roles.ts';
import { endSessions } from '../sessions.ts';

export const suspendUser = iamService.operation('suspendUser', async (ctx, { userId, reason }, call) => {
  if (userId === call.user?.userId) fail('failed_precondition', 'Ask another administrator to suspend your account.');
  await ctx.db.transaction(async tx => {
    await userById(tx, userId);
    await requireAnotherAdmin(tx, userId);
    const changed = await tx.run`
      update users set state = 'suspended', updated_at = ${ctx.now()}, version = version + 1
      where id = ${userId} and state = 'active'`;
    if (changed === 0) fail('failed_precondition', 'This account is suspended already.');
    await outdateAccess(ctx, tx, userId);
    await endSessions(ctx, tx, call, { userId, reason: 'suspended' });
    await ctx.publish(tx, userUpdated, { userId, changed: ['state'] });
    await audit(ctx, tx, call, { action: 'account.suspended', userId, details: { reason } });
  });
});
