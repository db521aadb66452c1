import { paymentService } from '../../definition.ts';
import { keep } from '../../flow/keep.ts';

export const keepDeposit = paymentService.operation('keepDeposit', (ctx, input) => keep(ctx, input));
