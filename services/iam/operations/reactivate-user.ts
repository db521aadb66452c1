import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { userUpdated } from '../events.ts';
import { userById } from '../people.ts';

export const reactivateUser = iamService.operation('reactivateUser', async (ctx, { userId }, call) => {
  await ctx.db.transaction(async tx => {
    await userById(tx, userId);
    const changed = await tx.run`
      update users set state = 'active', updated_at = ${ctx.now()}, version = version + 1
      where id = ${userId} and state = 'suspended'`;
    if (changed === 0) fail('failed_precondition', 'This account is not suspended.');
    await ctx.publish(tx, userUpdated, { userId, changed: ['state'] });
    await audit(ctx, tx, call, { action: 'account.reactivated', userId });
  });
});
