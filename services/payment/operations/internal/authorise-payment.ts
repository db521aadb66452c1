import { paymentService } from '../../definition.ts';
import { authorise } from '../../flow/authorise.ts';

export const authorisePayment = paymentService.operation('authorisePayment', (ctx, input, { via }) =>
  authorise(ctx, { ...input, purpose: via ?? null }),
);
