import { paymentService } from '../../definition.ts';
import { hurry } from '../../sandbox/deliveries.ts';
import { requireSandbox } from '../../sandbox/show.ts';
import { wakeSoon } from '../../wakes.ts';

export const deliverSandboxWebhooks = paymentService.operation('deliverSandboxWebhooks', async ctx => {
  requireSandbox(ctx);
  const due = await hurry(ctx);
  wakeSoon(ctx, 'sandbox-webhooks');
  return { due };
});
