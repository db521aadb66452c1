import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { isPayKey, payUrlOf } from '../../pay-link.ts';
import { findPayment } from '../../payments.ts';
import { payPage } from '../../ports/razorpay-page.ts';

export const showPayPage = paymentService.operation('showPayPage', async (ctx, { paymentId, key }) => {
  const payment = isPayKey(ctx, paymentId, key) ? await findPayment(ctx, paymentId) : null;
  const { razorpayKeyId: keyId } = ctx.config;
  if (payment?.provider !== 'razorpay' || !keyId) return fail('not_found', 'There is no such page.');
  return payPage({ keyId, payment, callbackUrl: payUrlOf(ctx, paymentId) });
});
