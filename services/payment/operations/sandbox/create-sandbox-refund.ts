import { paymentService } from '../../definition.ts';
import { createRefund } from '../../sandbox/refunds.ts';
import { requireMerchant, toSandboxRefund } from '../../sandbox/show.ts';

export const createSandboxRefund = paymentService.operation(
  'createSandboxRefund',
  async (ctx, { apiKey, key, paymentKey, amount }) => {
    requireMerchant(ctx, apiKey);
    return toSandboxRefund(await createRefund(ctx, { key, paymentKey, amount: BigInt(amount) }));
  },
);
