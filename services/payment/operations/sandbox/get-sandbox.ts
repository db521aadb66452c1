import { paymentService } from '../../definition.ts';
import { behaviourOf, recentPayments } from '../../sandbox/behaviour.ts';
import { countWaiting } from '../../sandbox/deliveries.ts';
import { requireSandbox, toSandboxPayment } from '../../sandbox/show.ts';

const shown = 20;

export const getSandbox = paymentService.operation('getSandbox', async ctx => {
  requireSandbox(ctx);
  const [behaviour, waiting, payments] = await Promise.all([
    behaviourOf(ctx.db),
    countWaiting(ctx),
    recentPayments(ctx, shown),
  ]);
  const items = payments.map(found => ({ orderNumber: found.order_number, payment: toSandboxPayment(ctx, found) }));
  return { behaviour, waiting, items };
});
