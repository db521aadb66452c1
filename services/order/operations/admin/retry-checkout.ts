import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { orderService } from '../../definition.ts';

export const retryCheckout = orderService.operation('retryCheckout', async (ctx, { orderId }) =>
  ctx.db.transaction(async tx => {
    const now = ctx.now();
    // What is being driven is left to its driver.
    const sagas = await tx.run`
      update checkout_sagas set due_at = ${now} where order_id = ${orderId} and due_at is not null and driver is null`;
    const owed = await tx.run`
      update order_cancellations set due_at = ${now} where order_id = ${orderId} and due_at is not null`;
    if (sagas + owed === 0) {
      await refuseWaiting(tx, orderId);
      fail('not_found', 'Nothing of this order waits to be tried again.');
    }
    tx.afterCommit(() => {
      for (const loop of ['checkouts', 'shipments', 'cancellations']) ctx.wake(loop);
    });
  }),
);

/** What is not there yet cannot be sent, whoever asks. */
async function refuseWaiting(tx: Tx, orderId: string): Promise<void> {
  const waiting = await tx.many({ variant_id: col.uuid, ships_from: col.date })`
    select variant_id, ships_from from order_items
    where order_id = ${orderId} and awaits and quantity > cancelled and exists (
      select from checkout_sagas s where s.order_id = ${orderId} and s.state = 'confirmed')
    order by position`;
  if (waiting.length === 0) return;
  const items = waiting.map(({ variant_id, ships_from }) => ({ variantId: variant_id, shipsFrom: ships_from }));
  fail('failed_precondition', 'It is on preorder: it is sent as soon as its stock has come in.', {
    reason: 'on_preorder',
    details: { items },
  });
}
