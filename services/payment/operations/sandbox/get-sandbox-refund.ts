import { fail } from '#kernel/errors';
import { paymentService } from '../../definition.ts';
import { findSandboxRefund } from '../../sandbox/refunds.ts';
import { requireMerchant, toSandboxRefund } from '../../sandbox/show.ts';

export const getSandboxRefund = paymentService.operation('getSandboxRefund', async (ctx, { apiKey, key }) => {
  requireMerchant(ctx, apiKey);
  return toSandboxRefund((await findSandboxRefund(ctx, key)) ?? fail('not_found', 'The sandbox has no such refund.'));
});
