import { iamService } from '../definition.ts';
import { takeTry } from '../limits.ts';
import { requestMail } from '../mail-requests.ts';

export const resendVerification = iamService.operation('resendVerification', async (ctx, { email }) => {
  await takeTry(ctx, 'mail', email);
  await requestMail(ctx, ctx.db, 'verification', email);
  ctx.wake('answer-mail-requests');
});
