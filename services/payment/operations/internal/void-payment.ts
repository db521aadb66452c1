import { paymentService } from '../../definition.ts';
import { letGo } from '../../flow/void.ts';

export const voidPayment = paymentService.operation('voidPayment', (ctx, { paymentId, orderId }) =>
  letGo(ctx, paymentId, orderId),
);
