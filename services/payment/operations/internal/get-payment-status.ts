import { paymentService } from '../../definition.ts';
import { requirePayment, toStatus } from '../../payments.ts';

export const getPaymentStatus = paymentService.operation('getPaymentStatus', async (ctx, { paymentId }) =>
  toStatus(await requirePayment(ctx, paymentId)),
);
