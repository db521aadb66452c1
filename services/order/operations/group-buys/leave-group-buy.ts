import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { orderService } from '../../definition.ts';
import { findGroupBuy, lockGroupBuy, requireOpen, toGroupBuy } from '../../group-buys/rows.ts';

export const leaveGroupBuy = orderService.operation('leaveGroupBuy', (ctx, { groupBuyId }, call) =>
  ctx.db.transaction(async tx => {
    const locked = await lockGroupBuy(tx, groupBuyId);
    const mine =
      (await tx.maybe({ id: col.uuid, quantity: col.int })`
        select id, quantity from group_buy_pledges
        where group_buy_id = ${groupBuyId} and user_id = ${call.userId} and state <> 'left'`) ??
      fail('not_found', 'You take no part in such a group buy.');
    requireOpen(locked, ctx.now());
    await tx.run`update group_buy_pledges set state = 'left', details = null where id = ${mine.id}`;
    await tx.run`update group_buys set pieces = pieces - ${mine.quantity} where id = ${groupBuyId}`;
    return toGroupBuy(await findGroupBuy(tx, groupBuyId, call.userId));
  }),
);
