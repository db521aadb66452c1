import { bookingService } from '../../definition.ts';
import { lockFailed } from '../../queries/refunds.ts';

export const retryRefund = bookingService.operation('retryRefund', async (ctx, { refundId }, call) =>
  ctx.db.transaction(async tx => {
    await lockFailed(tx, call, refundId);
    await tx.run`
      update refunds set state = 'pending', refusals = 0, attempts = 0, failed_at = null, due_at = ${ctx.now()}
      where id = ${refundId}`;
    tx.afterCommit(() => ctx.wake('refunds'));
    return { refundId, state: 'pending' as const };
  }),
);
