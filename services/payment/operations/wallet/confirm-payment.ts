import { fail } from '#kernel/errors';
import { sameBytes } from '#kernel/security/digest';
import { hmacSha256 } from '#kernel/security/hmac';
import { paymentService } from '../../definition.ts';
import { lookUp } from '../../flow/settle.ts';
import { isPayKey, payUrlOf } from '../../pay-link.ts';
import { findPayment } from '../../payments.ts';
import { payPage } from '../../ports/razorpay-page.ts';

/** HMAC of `order_id|payment_id` with the key secret, as their checkout signs what it sends back. */
export const confirmPayment = paymentService.operation('confirmPayment', async (ctx, { paymentId, key, content }) => {
  const payment = isPayKey(ctx, paymentId, key) ? await findPayment(ctx, paymentId) : null;
  const { razorpayKeyId: keyId, razorpayKeySecret: secret } = ctx.config;
  if (payment?.provider !== 'razorpay' || !keyId || !secret) return fail('not_found', 'There is no such page.');
  const form = new URLSearchParams(Buffer.from(content).toString());
  const expected = hmacSha256(secret, `${payment.provider_ref}|${form.get('razorpay_payment_id') ?? ''}`).toString(
    'hex',
  );
  const given = form.get('razorpay_signature') ?? '';
  if (!sameBytes(Buffer.from(expected), Buffer.from(given)))
    fail('permission_denied', 'This was not signed by Razorpay.');
  return payPage({ keyId, payment: await lookUp(ctx, payment), callbackUrl: payUrlOf(ctx, paymentId) });
});
