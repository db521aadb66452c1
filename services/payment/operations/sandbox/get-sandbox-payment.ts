import { paymentService } from '../../definition.ts';
import { requireSandboxPayment } from '../../sandbox/payments.ts';
import { requireMerchant, toSandboxPayment } from '../../sandbox/show.ts';

export const getSandboxPayment = paymentService.operation('getSandboxPayment', async (ctx, { apiKey, key }) => {
  requireMerchant(ctx, apiKey);
  return toSandboxPayment(ctx, await requireSandboxPayment(ctx, key));
});
