import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { keyedHash } from '../keyed-hash.ts';
import { takeTry } from '../limits.ts';
import { requestMail } from '../mail-requests.ts';

export const requestPasswordReset = iamService.operation('requestPasswordReset', async (ctx, { email }, call) => {
  await takeTry(ctx, 'mail', email);
  await ctx.db.transaction(async tx => {
    await requestMail(ctx, tx, 'password_reset', email);
    const address = keyedHash(ctx, 'address', email).toString('hex');
    await audit(ctx, tx, call, { action: 'password.reset_requested', details: { address } });
  });
  ctx.wake('answer-mail-requests');
});
