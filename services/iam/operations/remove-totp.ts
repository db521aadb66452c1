import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { securityAlert } from '../events.ts';

export const removeTotp = iamService.operation('removeTotp', async (ctx, _input, call) => {
  const { userId } = call;
  await ctx.db.transaction(async tx => {
    const removed = await tx.run`delete from second_factors where user_id = ${userId} and confirmed_at is not null`;
    if (removed === 0) fail('failed_precondition', 'Your second factor is off already.');
    await tx.run`delete from recovery_codes where user_id = ${userId}`;
    await ctx.publish(tx, securityAlert, { userId, kind: 'second_factor_changed' });
    await audit(ctx, tx, call, { action: 'second_factor.disabled', userId });
  });
});
