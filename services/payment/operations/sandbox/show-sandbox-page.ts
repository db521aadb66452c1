import { paymentService } from '../../definition.ts';
import { paymentPage, requirePage } from '../../sandbox/page.ts';
import { requireSandboxPayment } from '../../sandbox/payments.ts';

export const showSandboxPage = paymentService.operation('showSandboxPage', async (ctx, { key, page }) => {
  requirePage(ctx, key, page);
  return paymentPage(await requireSandboxPayment(ctx, key));
});
