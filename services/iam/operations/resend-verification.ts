import { iamService } from '../definition.ts';
import { requestMail } from '../mail-requests.ts';

export const resendVerification = iamService.operation('resendVerification', async (ctx, { email }) => {
  await requestMail(ctx, ctx.db, 'verification', email);
  ctx.wake('answer-mail-requests');
});
