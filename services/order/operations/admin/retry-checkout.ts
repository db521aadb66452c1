import { fail } from '#kernel/errors';
import { orderService } from '../../definition.ts';

export const retryCheckout = orderService.operation('retryCheckout', async (ctx, { orderId }) =>
  ctx.db.transaction(async tx => {
    const now = ctx.now();
    // What is being driven is left to its driver.
    const sagas = await tx.run`
      update checkout_sagas set due_at = ${now} where order_id = ${orderId} and due_at is not null and driver is null`;
    const owed = await tx.run`
      update order_cancellations set due_at = ${now} where order_id = ${orderId} and due_at is not null`;
    if (sagas + owed === 0) fail('not_found', 'Nothing of this order waits to be tried again.');
    tx.afterCommit(() => {
      for (const loop of ['checkouts', 'shipments', 'cancellations']) ctx.wake(loop);
    });
  }),
);
