// What cart does by itself.

import { col } from '#kernel/sql/columns';
import { epochMs, instantAt, minus } from '#kernel/time';
import { ask, openRequest } from './checkout/charge.ts';
import { type CartCtx, cartService } from './definition.ts';
import { cartAbandoned } from './events.ts';

const atOnce = 20;

/** Asks order what became of checkouts whose requests have ended without knowing; ever more rarely while it is away. */
export const resolveCharges = cartService.loop('resolve-charges', async ctx => {
  const due = await ctx.db.many({ id: col.uuid, request: col.bytes, asks: col.int })`
    select id, request, asks from carts where state = 'charging' and ask_at <= ${ctx.now()}
    order by ask_at limit ${atOnce}`;
  await Promise.all(due.map(each => resolve(ctx, each)));
  return due.length === atOnce;
});

async function resolve(ctx: CartCtx, cart: { id: string; request: Buffer; asks: number }): Promise<void> {
  const waitMs = Math.min(600_000, 5_000 * 2 ** Math.min(cart.asks, 10));
  const next = instantAt(epochMs(ctx.now()) + waitMs);
  await ctx.db.run`
    update carts set ask_at = ${next}, asks = asks + 1 where id = ${cart.id} and state = ${'charging'}`;
  await ask(ctx, openRequest(ctx, cart.id, cart.request)).catch(error =>
    ctx.log.info({ err: error, cartId: cart.id }, 'an unfinished checkout was asked for'),
  );
}

/** Tells of carts that were filled and left, once of each. */
export const tellAbandoned = cartService.job('tell-abandoned', '10m', async ctx => {
  const before = minus(ctx.now(), `${ctx.config.abandonedAfterHours}h`);
  while ((await tellSome(ctx, before)) === batch);
});

const batch = 500;

const tellSome = (ctx: CartCtx, before: string): Promise<number> =>
  ctx.db.transaction(async tx => {
    const left = await tx.many({
      id: col.uuid,
      user_id: col.uuid.orNull,
      currency: col.text,
      items: col.int,
      value: col.bigint,
    })`
      with due as (
        select id from carts c
        where state = 'open' and abandoned_at is null and updated_at < ${before}
          and exists (select from cart_items i where i.cart_id = c.id and not i.saved_for_later)
        order by updated_at limit ${batch} for update skip locked),
      told as (
        update carts c set abandoned_at = ${ctx.now()} from due where c.id = due.id returning c.id, c.user_id, c.currency)
      select t.id, t.user_id, t.currency, sum(i.quantity)::int as items,
             coalesce(sum(i.quantity * i.seen_price), 0)::int8 as value
      from told t join cart_items i on i.cart_id = t.id and not i.saved_for_later
      group by t.id, t.user_id, t.currency`;
    for (const { id, user_id, currency, items, value } of left)
      await ctx.publish(tx, cartAbandoned, {
        cartId: id,
        userId: user_id,
        items,
        value: { amount: String(value), currency },
      });
    return left.length;
  });

/** Deletes empty carts after a week, those of guests when nobody comes back, and ordered ones after a month. */
export const forgetOld = cartService.job('forget-old', '1d', async ctx => {
  const week = minus(ctx.now(), '7d');
  const month = minus(ctx.now(), '30d');
  const guests = minus(ctx.now(), `${ctx.config.keepDays}d`);
  const some = () => ctx.db.run`
    delete from carts where id in (
      select id from carts c
      where updated_at < ${week} and (
        state = 'merged'
        or (state = 'ordered' and updated_at < ${month})
        or (state = 'open' and (
          (user_id is null and updated_at < ${guests})
          or not exists (select from cart_items i where i.cart_id = c.id))))
      order by updated_at limit ${batch} for update skip locked)`;
  while ((await some()) === batch);
});
