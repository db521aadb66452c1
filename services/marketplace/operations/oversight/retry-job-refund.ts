import { marketplaceService } from '../../definition.ts';
import { takeUpRefund } from '../../job/failed-refund.ts';

export const retryJobRefund = marketplaceService.operation('retryJobRefund', (ctx, { jobId }, call) =>
  takeUpRefund(ctx, call, jobId, { elsewhere: false, note: '' }),
);
