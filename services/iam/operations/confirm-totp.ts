import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { securityAlert } from '../events.ts';
import { newRecoveryCodes, takeTotp } from '../second-factor.ts';

export const confirmTotp = iamService.operation('confirmTotp', async (ctx, { code }, call) => {
  const { userId } = call;
  return ctx.db.transaction(async tx => {
    if (!(await takeTotp(ctx, tx, userId, code, { confirmed: false })))
      return fail('permission_denied', 'This code is not of the app that is being set up; try the next one.', {
        reason: 'invalid_code',
      });
    await tx.run`update second_factors set confirmed_at = ${ctx.now()} where user_id = ${userId}`;
    const recoveryCodes = await newRecoveryCodes(ctx, tx, userId);
    await ctx.publish(tx, securityAlert, { userId, kind: 'second_factor_changed' });
    await audit(ctx, tx, call, { action: 'second_factor.enabled', userId });
    return { recoveryCodes };
  });
});
