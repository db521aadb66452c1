import { paymentService } from '../../definition.ts';
import { detailOf } from '../../payment-detail.ts';
import { requirePayment } from '../../payments.ts';

export const getPayment = paymentService.operation('getPayment', async (ctx, { paymentId }, call) => {
  const payment = await requirePayment(ctx, paymentId);
  const own = payment.payer_id !== null && payment.payer_id === call.user?.userId;
  call.require(own || call.can('admin', 'platform'), 'no such payment');
  return detailOf(ctx, payment);
});
