// What shipping does when something happens elsewhere.

import { json } from '#kernel/sql/tag';
import { userDeleted } from '#services/iam/events';
import { orderCancelled } from '#services/order/events';
import { shippingService } from './definition.ts';

/** Pieces wait here until a loop takes them out of the order's parcels. An order that nobody paid never has any. */
export const takeCancellation = shippingService.on(orderCancelled, async (ctx, { orderId, reason, lines }, tx) => {
  if (!['by_customer', 'by_vendor'].includes(reason)) return;
  await tx.run`
    insert into early_cancellations as e (order_id, line_id, quantity, created_at)
    select ${orderId}::uuid, l."lineId", sum(l.quantity)::int, ${ctx.now()}::timestamptz
    from jsonb_to_recordset(${json(lines)}::jsonb) as l ("lineId" uuid, quantity int)
    where l.quantity > 0 group by l."lineId" order by l."lineId"
    on conflict (order_id, line_id) do update set quantity = e.quantity + excluded.quantity`;
  tx.afterCommit(() => ctx.wake('cancel-pieces'));
});

/** Parcels that are still on their way keep the address until they have arrived. */
export const forgetUser = shippingService.on(userDeleted, async (_ctx, { userId }, tx) => {
  await tx.run`
    update shipments
    set user_id = null, forget = true, address = case when finished_at is null then address end,
        former_address = case when finished_at is null then former_address end
    where user_id = ${userId}`;
});
