import { z } from 'zod';
import { Id } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { sameBytes, sha256 } from '#kernel/security/digest';
import { hmacSha256 } from '#kernel/security/hmac';
import { paymentService } from '../../definition.ts';
import { keepWebhooks, signedJson } from '../../webhooks.ts';

const entity = <T extends z.ZodRawShape>(shape: T) => z.object({ entity: z.object(shape) }).optional();

/** What matters of their envelope; a payment and a refund name the order, an order its receipt, which is our key. */
const Body = z.object({
  event: z.string().max(60),
  payload: z.object({
    payment: entity({ order_id: z.string().max(100).nullish() }),
    order: entity({ id: z.string().max(100), receipt: z.string().max(100).nullish() }),
    refund: entity({ receipt: z.string().max(100).nullish() }),
  }),
});

const idOr = (text: string | null | undefined): string | null => (Id.safeParse(text).success ? text! : null);

/** Their signature has no time in it, so it is their event id that keeps a webhook from counting twice. */
export const takeRazorpayWebhook = paymentService.operation(
  'takeRazorpayWebhook',
  async (ctx, { content, signature, eventId }) => {
    const secret = ctx.config.razorpayWebhookSecret ?? fail('not_found', 'Razorpay is not set up here.');
    const expected = hmacSha256(secret, content).toString('hex');
    if (!signature || !sameBytes(Buffer.from(expected), Buffer.from(signature)))
      fail('unauthenticated', 'This is not signed by Razorpay.');
    const text = Buffer.from(content).toString();
    const { event, payload } = signedJson(content, Body);
    await keepWebhooks(ctx, 'razorpay', [
      {
        eventId: eventId ?? sha256(content).toString('hex'),
        type: event,
        paymentId: idOr(payload.order?.entity.receipt),
        refundId: idOr(payload.refund?.entity.receipt),
        providerRef: payload.payment?.entity.order_id ?? payload.order?.entity.id ?? null,
        content: text,
      },
    ]);
  },
);
