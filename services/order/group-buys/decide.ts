// What becomes of a group buy: it succeeds, and its pledges are to be ordered, or it lapses and they are over.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { GroupBuy } from '../contract/group-buys.ts';
import type { OrderCtx } from '../definition.ts';
import { priceAt } from '../domain/group-buy.ts';
import { groupBuyLapsed, groupBuySucceeded } from '../events.ts';
import { type GroupBuyRow, groupBuyRow } from './rows.ts';

/** What its events say of a group buy. */
export const aboutGroupBuy = ({ id, building_id, vendor_id, variant_id, title }: GroupBuyRow) => ({
  groupBuyId: id,
  buildingId: building_id,
  vendorId: vendor_id,
  variantId: variant_id,
  title,
});

const takingPart = { pledgeId: col.uuid, userId: col.uuid.orNull };

/** Enough take part: each pledge is to become an order. The transaction has locked the group buy. */
export async function succeed(ctx: OrderCtx, tx: Tx, group: GroupBuyRow): Promise<void> {
  const { id, pieces, currency } = group;
  const amount = priceAt(group.tiers, pieces)!;
  const now = ctx.now();
  await tx.run`
    update group_buys set state = 'succeeded', amount = ${amount}::bigint, decided_at = ${now} where id = ${id}`;
  const pledges = await tx.many(takingPart)`
    update group_buy_pledges set due_at = ${now} where group_buy_id = ${id} and state = 'pledged'
    returning id as "pledgeId", user_id as "userId"`;
  await ctx.publish(tx, groupBuySucceeded, {
    ...aboutGroupBuy(group),
    price: { amount, currency },
    pieces,
    pledges,
  });
  tx.afterCommit(() => ctx.wake('group-buys'));
}

/** Nothing comes of it, and nobody is charged. */
export async function lapse(
  ctx: OrderCtx,
  tx: Tx,
  group: GroupBuyRow,
  reason: NonNullable<GroupBuy['reason']>,
): Promise<void> {
  const { id, pieces } = group;
  await tx.run`
    update group_buys set state = 'lapsed', reason = ${reason}, decided_at = ${ctx.now()} where id = ${id}`;
  const pledges = await tx.many(takingPart)`
    update group_buy_pledges set state = 'lapsed', details = null where group_buy_id = ${id} and state = 'pledged'
    returning id as "pledgeId", user_id as "userId"`;
  await ctx.publish(tx, groupBuyLapsed, { ...aboutGroupBuy(group), pieces, reason, pledges });
}

const batchSize = 20;

/** Decides those whose time is over; true if there were any. */
export const decideDue = (ctx: OrderCtx): Promise<boolean> =>
  ctx.db.transaction(async tx => {
    const due = await tx.many(groupBuyRow)`
      select ${groupBuyRow} from group_buys g
      where g.state in ('proposed', 'open') and g.deadline <= ${ctx.now()}
      order by g.deadline limit ${batchSize} for update skip locked`;
    for (const group of due) {
      if (group.state === 'proposed') await lapse(ctx, tx, group, 'not_accepted');
      else if (priceAt(group.tiers, group.pieces) === null) await lapse(ctx, tx, group, 'target_missed');
      else await succeed(ctx, tx, group);
    }
    return due.length > 0;
  });
