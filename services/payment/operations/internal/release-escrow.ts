import { paymentService } from '../../definition.ts';
import { release } from '../../flow/release.ts';

export const releaseEscrow = paymentService.operation('releaseEscrow', (ctx, { paymentId }) => release(ctx, paymentId));
