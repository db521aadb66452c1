import { paymentService } from '../../definition.ts';
import { capturePayment } from '../../sandbox/payments.ts';
import { requireMerchant, toSandboxPayment } from '../../sandbox/show.ts';

export const captureSandboxPayment = paymentService.operation('captureSandboxPayment', async (ctx, { apiKey, key }) => {
  requireMerchant(ctx, apiKey);
  return toSandboxPayment(ctx, await capturePayment(ctx, key));
});
