// Gives back what cancelled pieces held: stock, money, and with the last of them the uses of coupons. Forward only, and
// repeatable, as each has a key of its own.

import type { z } from 'zod';
import { messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { epochMs, instantAt } from '#kernel/time';
import type { StockItem } from '#services/catalog/contract';
import type { VendorShare } from '#services/payment/contract';
import { byVariant } from './checkout/quote.ts';
import type { OrderCtx } from './definition.ts';
import { restMs, timers } from './domain/saga.ts';
import { derivedId, keysOf } from './ids.ts';
import { minor, money } from './money.ts';

interface GiftCards {
  vendorId: string;
  lines: { lineId: string; quantity: number }[];
}

const owedShape = {
  id: col.uuid,
  order_id: col.uuid,
  checkout_id: col.uuid,
  reason: col.text,
  whole: col.bool,
  items: col.json<z.output<typeof StockItem>[]>(),
  amount: col.bigint,
  shares: col.json<z.output<typeof VendorShare>[]>(),
  gift_cards: col.json<GiftCards[]>(),
  currency: col.text,
  attempts: col.int,
};
interface Owed {
  id: string;
  order_id: string;
  checkout_id: string;
  reason: string;
  whole: boolean;
  items: z.output<typeof StockItem>[];
  amount: bigint;
  shares: z.output<typeof VendorShare>[];
  gift_cards: GiftCards[];
  currency: string;
  attempts: number;
}

const batchSize = 20;

/** One turn of the loop; true if there may be more at once. */
export async function giveBack(ctx: OrderCtx): Promise<boolean> {
  const now = ctx.now();
  const owed = await ctx.db.many(owedShape)`
    update order_cancellations c set due_at = ${instantAt(epochMs(now) + timers.leaseMs)}
    from (
      select d.id, s.checkout_id, o.currency from order_cancellations d join checkout_sagas s on s.order_id = d.order_id
      join orders o on o.owner_key = s.owner_key and o.id = s.order_id
      where d.due_at <= ${now} order by d.due_at limit ${batchSize} for update of d skip locked) due
    where c.id = due.id
    returning c.id, c.order_id, due.checkout_id, c.reason, c.whole, c.items, c.amount, c.shares, c.gift_cards,
              due.currency, c.attempts`;
  await Promise.all(owed.map(each => giveBackOne(ctx, each)));
  return owed.length > 0;
}

async function giveBackOne(ctx: OrderCtx, owed: Owed): Promise<void> {
  try {
    await finish(ctx, owed, await returnAll(ctx, owed));
  } catch (error) {
    await ctx.db.run`
      update order_cancellations set
        due_at = ${instantAt(epochMs(ctx.now()) + restMs(owed.attempts))}, attempts = attempts + 1,
        last_error = ${messageOf(error)}
      where id = ${owed.id}`;
  }
}

/** What came back of gift cards is a part of what the vendors' parts were refunded: counted with the end, once. */
const finish = (ctx: OrderCtx, { id, order_id }: Owed, ofCards: readonly { vendorId: string; amount: bigint }[]) =>
  ctx.db.run`
    with ended as (
      update order_cancellations set due_at = null, attempts = 0, last_error = null
      where id = ${id} and due_at is not null returning id)
    update order_groups g set refunded = g.refunded + c.amount
    from ended, unnest(${ofCards.map(({ vendorId }) => vendorId)}::uuid[], ${ofCards.map(({ amount }) => amount)}::bigint[])
      as c (vendor_id, amount)
    where g.order_id = ${order_id} and g.vendor_id = c.vendor_id`;

/** Gives back all that is owed; gives what came back of gift cards. */
async function returnAll({ clients }: OrderCtx, { id, checkout_id, ...owed }: Owed) {
  const { stockHoldId, usesHoldId, paymentId } = keysOf(checkout_id);
  const items = byVariant(owed.items);
  await clients.catalog.returnStock({ returnId: derivedId(id, 'stock'), holdId: stockHoldId, items });
  if (owed.amount > 0n) {
    const { state } = await clients.payment.refundPayment({
      paymentId,
      refundId: derivedId(id, 'refund'),
      amount: money(owed.amount, owed.currency),
      shares: owed.shares,
      reason: owed.reason,
    });
    if (state === 'failed') throw new Error('the provider refused to give the money back');
  }
  const ofCards: { vendorId: string; amount: bigint }[] = [];
  for (const { vendorId, lines } of owed.gift_cards) {
    const refundId = derivedId(id, `gift cards of ${vendorId}`);
    const { state, amount } = await clients.payment.withdrawGiftCards({
      paymentId,
      refundId,
      lines,
      reason: owed.reason,
    });
    if (state === 'failed') throw new Error('the provider refused to give the money of gift cards back');
    ofCards.push({ vendorId, amount: minor(amount) });
  }
  if (owed.whole) await clients.discount.releaseDiscountUses({ holdId: usesHoldId });
  return ofCards;
}
