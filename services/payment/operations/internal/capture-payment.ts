import { paymentService } from '../../definition.ts';
import { capture } from '../../flow/capture.ts';

export const capturePayment = paymentService.operation('capturePayment', (ctx, input) => capture(ctx, input));
