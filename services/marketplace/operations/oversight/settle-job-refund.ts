import { marketplaceService } from '../../definition.ts';
import { takeUpRefund } from '../../job/failed-refund.ts';

export const settleJobRefund = marketplaceService.operation('settleJobRefund', (ctx, { jobId, note }, call) =>
  takeUpRefund(ctx, call, jobId, { elsewhere: true, note }),
);
