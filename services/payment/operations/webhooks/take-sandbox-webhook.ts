import { z } from 'zod';
import { Id } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { epochMs } from '#kernel/time';
import { paymentService } from '../../definition.ts';
import { isSigned } from '../../sandbox/keys.ts';
import { requireSandbox } from '../../sandbox/show.ts';
import { keepWebhooks, signedJson } from '../../webhooks.ts';

const Body = z.object({
  events: z
    .array(
      z.object({
        id: z.string().max(100),
        type: z.string().max(60),
        payment: z.object({ id: z.string().max(100), key: z.string().max(80) }),
        refund: z.object({ key: z.string().max(80) }).nullable(),
      }),
    )
    .max(200),
});

const idOr = (text: string | undefined): string | null => (Id.safeParse(text).success ? text! : null);

export const takeSandboxWebhook = paymentService.operation(
  'takeSandboxWebhook',
  async (ctx, { content, signature }) => {
    requireSandbox(ctx);
    if (!signature || !isSigned(ctx, content, signature, epochMs(ctx.now())))
      fail('unauthenticated', 'This is not signed by the sandbox, or was signed long ago.');
    const { events } = signedJson(content, Body);
    await keepWebhooks(
      ctx,
      'sandbox',
      events.map(event => ({
        eventId: event.id,
        type: event.type,
        paymentId: idOr(event.payment.key),
        refundId: idOr(event.refund?.key),
        providerRef: event.payment.id,
        content: JSON.stringify(event),
      })),
    );
  },
);
