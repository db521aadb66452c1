import { fail } from '#kernel/errors';
import { keepPaidElsewhere } from '../../book/refund.ts';
import { bookingService } from '../../definition.ts';
import { lockFailed } from '../../queries/refunds.ts';

export const settleRefund = bookingService.operation('settleRefund', async (ctx, { refundId }, call) =>
  ctx.db.transaction(async tx => {
    const { refund, card } = await lockFailed(tx, call, refundId);
    if (refund.kind === 'kept')
      fail('failed_precondition', 'This is the building’s own money; ask for it once more.', {
        reason: 'not_a_refund',
      });
    await tx.run`update refunds set state = 'elsewhere' where id = ${refundId}`;
    await keepPaidElsewhere(ctx, tx, card, refund);
    return { refundId, state: 'elsewhere' as const };
  }),
);
