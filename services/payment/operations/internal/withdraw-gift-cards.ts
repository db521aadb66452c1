import { paymentService } from '../../definition.ts';
import { withdraw } from '../../flow/refund.ts';

export const withdrawGiftCards = paymentService.operation('withdrawGiftCards', (ctx, input) => withdraw(ctx, input));
