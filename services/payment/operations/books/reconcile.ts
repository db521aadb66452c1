import { paymentService } from '../../definition.ts';
import { reconcileNow, toReconciliation } from '../../reconciliation.ts';

export const reconcile = paymentService.operation('reconcile', ctx =>
  ctx.db.transaction(async tx => toReconciliation(await reconcileNow(ctx, tx))),
);
