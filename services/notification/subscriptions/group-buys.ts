// What becomes of what neighbours buy together, to those who can take part, those who do, and those who sell it.

import {
  groupBuyLapsed,
  groupBuyOpened,
  groupBuyPledgeFailed,
  groupBuyProposed,
  groupBuySucceeded,
} from '#services/order/events';
import { type NotificationCtx, notificationService } from '../definition.ts';
import { enqueue } from '../delivery/enqueue.ts';
import { vendorStaffOf } from '../queries.ts';

export const onGroupBuyProposed = notificationService.on(groupBuyProposed, async (ctx, data, tx) => {
  const { groupBuyId, title, price, target, vendorId } = data;
  await enqueue(ctx, tx, {
    type: 'order.group_buy_proposed',
    key: groupBuyId,
    userIds: await vendorStaffOf(tx, vendorId),
    variables: { groupBuyId, title, price, target },
  });
});

/** Whoever lives in the building now; an event that comes again finds its claims taken. */
async function residentsOf(ctx: NotificationCtx, { buildingId }: { buildingId: string }): Promise<string[]> {
  const { items } = await ctx.clients.building.listOccupants({ buildingId });
  return items.map(({ userId }) => userId);
}

export const onGroupBuyOpened = notificationService.onPrepared(
  groupBuyOpened,
  residentsOf,
  async (ctx, { groupBuyId, title, price, target, openedBy }, tx, _meta, residents) =>
    enqueue(ctx, tx, {
      type: 'order.group_buy_opened',
      key: groupBuyId,
      userIds: residents.filter(userId => userId !== openedBy),
      variables: { groupBuyId, title, price, target },
    }),
);

const people = (pledges: readonly { userId: string | null }[]): string[] =>
  pledges.flatMap(({ userId }) => userId ?? []);

export const onGroupBuySucceeded = notificationService.on(
  groupBuySucceeded,
  (ctx, { groupBuyId, title, price, pledges }, tx) =>
    enqueue(ctx, tx, {
      type: 'order.group_buy_succeeded',
      key: groupBuyId,
      userIds: people(pledges),
      variables: { groupBuyId, title, price },
    }),
);

export const onGroupBuyLapsed = notificationService.on(
  groupBuyLapsed,
  (ctx, { groupBuyId, title, reason, pledges }, tx) =>
    enqueue(ctx, tx, {
      type: 'order.group_buy_lapsed',
      key: groupBuyId,
      userIds: people(pledges),
      variables: { groupBuyId, title, reason: reason === 'withdrawn' ? 'offer_withdrawn' : reason },
    }),
);

export const onGroupBuyPledgeFailed = notificationService.on(
  groupBuyPledgeFailed,
  (ctx, { groupBuyId, title, pledgeId, userId, reason }, tx) =>
    enqueue(ctx, tx, {
      type: 'order.group_buy_pledge_failed',
      key: pledgeId,
      userIds: people([{ userId }]),
      variables: { groupBuyId, title, declined: reason === 'payment_declined' },
    }),
);
