// The way of the sandbox's webhooks to the merchant: a POST over HTTP, as from any provider.

import { type Outgoing, outgoing } from '#kernel/http/outgoing';
import type { PaymentCtx } from '../definition.ts';

export interface WebhookPort {
  /** True once the receiver has taken it. */
  deliver(body: string, signature: string): Promise<boolean>;
}

// The receiver is this platform itself, on loopback and without TLS on a laptop.
let out: Outgoing | undefined;

export function sandboxWebhookPort(ctx: PaymentCtx): WebhookPort {
  const url = ctx.config.sandboxWebhookUrl ?? `${ctx.publicUrl}/api/v1/webhooks/sandbox`;
  return {
    async deliver(body, signature) {
      out ??= outgoing({ allowInsecure: true });
      try {
        const headers = { 'content-type': 'application/json', 'x-sandbox-signature': signature };
        const { status } = await out.request(url, { method: 'POST', headers, body, timeoutMs: 3_000 });
        return status >= 200 && status < 300;
      } catch (error) {
        ctx.log.debug({ err: error }, 'a webhook of the sandbox was not taken');
        return false;
      }
    },
  };
}
