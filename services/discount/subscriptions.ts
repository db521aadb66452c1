// What discount does when something happens elsewhere.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import { userDeleted } from '#services/iam/events';
import { orderCancelled, orderConfirmed } from '#services/order/events';
import { type DiscountCtx, discountService } from './definition.ts';
import { couponRedeemed } from './events.ts';
import { releaseHolds } from './queries/holds.ts';

const usedRow = {
  order_id: col.uuid,
  promotion_id: col.uuid,
  coupon_id: col.uuid.orNull,
  influencer_id: col.uuid.orNull,
  amount: col.bigint,
  funded_by: col.text,
};

interface Bought {
  ctx: DiscountCtx;
  orderId: string;
  userId: string | null;
  currency: string;
}

/** The buyers have orders from now on, and what those used is told: most used nothing, so that one statement looks for a
 * whole batch. Amounts are in the currency of the order. */
async function noteBought(tx: Tx, bought: readonly Bought[]): Promise<void> {
  const { ctx } = bought[0]!;
  const people = bought.filter(({ userId }) => userId !== null);
  if (people.length > 0)
    await tx.run`
      insert into shoppers (user_id, order_id, cancelled)
      select user_id, order_id, false from unnest(
        ${people.map(({ userId }) => userId)}::uuid[], ${people.map(({ orderId }) => orderId)}::uuid[])
        as b (user_id, order_id)
      on conflict (user_id, order_id) do nothing`;
  const orders = new Map(bought.map(each => [each.orderId, each]));
  const used = await tx.many(usedRow)`
    update promotion_usage u set redeemed_at = ${ctx.now()}
    from use_holds h, promotions p
    where h.order_id = any(${[...orders.keys()]}::uuid[]) and h.state <> 'released' and u.hold_id = h.id
      and p.id = u.promotion_id and u.redeemed_at is null
    returning h.order_id, u.promotion_id, u.coupon_id, u.amount, p.funded_by,
              (select influencer_id from coupons c where c.id = u.coupon_id) as influencer_id`;
  for (const use of used) {
    const { orderId, userId, currency } = orders.get(use.order_id)!;
    await ctx.publish(tx, couponRedeemed, {
      promotionId: use.promotion_id,
      couponId: use.coupon_id,
      influencerId: use.influencer_id,
      orderId,
      userId,
      amount: { amount: String(use.amount), currency },
      fundedBy: use.funded_by as 'platform' | 'vendor',
    });
  }
}

export const noteOrder = discountService.on(orderConfirmed, async (ctx, { orderId, userId, total }, tx) =>
  tx.beforeCommit(noteBought, { ctx, orderId, userId, currency: total.currency }),
);

/** Of an order that is cancelled whole the uses are free again, and it does not count as the buyer's first. */
export const undoOrder = discountService.on(orderCancelled, async (_ctx, { orderId, userId, whole }, tx) => {
  if (!whole) return;
  if (userId !== null)
    await tx.run`
      insert into shoppers (user_id, order_id, cancelled) values (${userId}, ${orderId}, true)
      on conflict (user_id, order_id) do update set cancelled = true`;
  await releaseHolds(tx, sql`order_id = ${orderId}`);
});

/** Uses stay counted, without a trace of whose they were; what was made for the person is taken back. */
export const forgetUser = discountService.on(userDeleted, async (_ctx, { userId }, tx) => {
  await tx.run`update use_holds set user_id = null where user_id = ${userId}`;
  await tx.run`delete from promotion_users where user_id = ${userId}`;
  await tx.run`delete from coupon_usage where user_id = ${userId}`;
  await tx.run`delete from shoppers where user_id = ${userId}`;
  await tx.run`update coupons set state = 'archived', user_id = null where user_id = ${userId}`;
});
