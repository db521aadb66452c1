import { paymentService } from '../../definition.ts';
import { refund } from '../../flow/refund.ts';

export const refundPayment = paymentService.operation('refundPayment', (ctx, input) => refund(ctx, input));
