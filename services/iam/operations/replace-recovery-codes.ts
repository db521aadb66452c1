import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { securityAlert } from '../events.ts';
import { hasSecondFactor, newRecoveryCodes } from '../second-factor.ts';

export const replaceRecoveryCodes = iamService.operation('replaceRecoveryCodes', async (ctx, _input, call) => {
  const { userId } = call;
  return ctx.db.transaction(async tx => {
    if (!(await hasSecondFactor(tx, userId)))
      return fail('failed_precondition', 'Switch a second factor on first; recovery codes stand in for it.');
    const recoveryCodes = await newRecoveryCodes(ctx, tx, userId);
    await ctx.publish(tx, securityAlert, { userId, kind: 'second_factor_changed' });
    await audit(ctx, tx, call, { action: 'recovery_codes.replaced', userId });
    return { recoveryCodes };
  });
});
