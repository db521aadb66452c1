import { paymentService } from '../../definition.ts';
import { voidPayment } from '../../sandbox/payments.ts';
import { requireMerchant, toSandboxPayment } from '../../sandbox/show.ts';

export const voidSandboxPayment = paymentService.operation('voidSandboxPayment', async (ctx, { apiKey, key }) => {
  requireMerchant(ctx, apiKey);
  return toSandboxPayment(ctx, await voidPayment(ctx, key));
});
