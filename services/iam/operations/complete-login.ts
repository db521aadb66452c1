import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { takeTry } from '../limits.ts';
import { takeSecondFactor } from '../second-factor.ts';
import { openSession } from '../sessions.ts';
import { openChallenge, requireValid } from '../sign-in.ts';

export const completeLogin = iamService.operation('completeLogin', async (ctx, { challenge, code }, call) => {
  const proof = openChallenge(ctx, challenge);
  await takeTry(ctx, 'second-factor', proof.userId);
  const tokens = await ctx.db.transaction(async tx => {
    await requireValid(tx, proof);
    if (!(await takeSecondFactor(ctx, tx, proof.userId, code))) return null;
    return openSession(ctx, tx, call, { ...proof, secondFactor: true });
  });
  if (tokens) return { status: 'signed_in', ...tokens };
  await audit(ctx, ctx.db, call, { action: 'second_factor.failed', userId: proof.userId });
  return fail('unauthenticated', 'This code is wrong or was used; wait for the next one.', { reason: 'invalid_code' });
});
