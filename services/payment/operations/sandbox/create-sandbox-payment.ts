import { paymentService } from '../../definition.ts';
import { amountOf } from '../../domain/amounts.ts';
import { createPayment } from '../../sandbox/payments.ts';
import { requireMerchant, toSandboxPayment } from '../../sandbox/show.ts';

export const createSandboxPayment = paymentService.operation(
  'createSandboxPayment',
  async (ctx, { apiKey, amount, ...request }) => {
    requireMerchant(ctx, apiKey);
    const { currency } = amount;
    return toSandboxPayment(
      ctx,
      await createPayment(ctx, { ...request, currency, amount: amountOf(amount, currency) }),
    );
  },
);
