import { paymentService } from '../../definition.ts';
import { paymentPage, requirePage } from '../../sandbox/page.ts';
import { change, requireSandboxPayment } from '../../sandbox/payments.ts';
import { wakeSoon } from '../../wakes.ts';

export const decideSandboxPayment = paymentService.operation(
  'decideSandboxPayment',
  async (ctx, { key, page, content }) => {
    requirePage(ctx, key, page);
    const approved = new URLSearchParams(Buffer.from(content).toString()).get('decision') === 'approve';
    const outcome = approved ? { to: 'authorised' as const } : { to: 'declined' as const, reason: 'declined_by_payer' };
    // The payer waits for the shop to know: this webhook does not wait for others.
    await change(ctx, key, 'requires_action', { ...outcome, delayMs: 0 });
    wakeSoon(ctx, 'sandbox-webhooks');
    return paymentPage(await requireSandboxPayment(ctx, key));
  },
);
