import { fail } from '#kernel/errors';
import { json } from '#kernel/sql/tag';
import { plus } from '#kernel/time';
import { orderService } from '../../definition.ts';
import { requireTiers } from '../../domain/group-buy.ts';
import { groupBuyOpened, groupBuyProposed } from '../../events.ts';
import { aboutGroupBuy } from '../../group-buys/decide.ts';
import { findGroupBuy, toGroupBuy } from '../../group-buys/rows.ts';
import { minor } from '../../money.ts';

const longest = '90d';

export const openGroupBuy = orderService.operation('openGroupBuy', async (ctx, input, call) => {
  const { buildingId, variantId, target, price, deadline } = input;
  const { currency } = price;
  const asked = { items: [{ variantId, quantity: 1 }], currency, userId: null, buildingIds: [buildingId] };
  const [offer] = (await ctx.clients.catalog.getOffers(asked)).items;
  const sells = offer !== undefined && call.can('vendor', { vendor: offer.vendorId });
  call.require(sells || call.can('manager', { building: buildingId }), 'There is no such building, or no such thing.');
  if (!offer?.sellable)
    return fail('failed_precondition', 'It is not sold in this currency, or not now.', { reason: 'not_sellable' });
  const now = ctx.now();
  if (deadline <= now || deadline > plus(now, longest))
    fail('invalid_argument', 'deadline: it lies ahead, by 90 days at most.');
  const tiers = [{ quantity: target, amount: price.amount }, ...input.tiers];
  requireTiers(tiers, minor(offer.price));
  return ctx.db.transaction(async tx => {
    const id = ctx.id();
    await tx.run`
      insert into group_buys (id, building_id, vendor_id, product_id, variant_id, slug, title, variant_title, image_url,
                              currency, tiers, state, deadline, opened_by, created_at)
      values (${id}, ${buildingId}, ${offer.vendorId}, ${offer.productId}, ${variantId}, ${offer.slug}, ${offer.title},
              ${offer.variantTitle}, ${offer.imageUrl}, ${currency}, ${json(tiers)}, ${sells ? 'open' : 'proposed'},
              ${deadline}, ${call.user?.userId ?? null}, ${now})`;
    const made = await findGroupBuy(tx, id, call.user?.userId ?? null);
    const about = { ...aboutGroupBuy(made), price, target, deadline };
    if (sells) await ctx.publish(tx, groupBuyOpened, { ...about, openedBy: made.opened_by });
    else await ctx.publish(tx, groupBuyProposed, { ...about, openedBy: made.opened_by });
    return toGroupBuy(made);
  });
});
