import { marketplaceService } from '../../definition.ts';
import { listingCreated } from '../../events.ts';
import { listingOf, setAreas, toListing } from '../../queries/listings.ts';
import { lockProvider, requireOwn } from '../../queries/providers.ts';

export const createListing = marketplaceService.operation('createListing', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { providerId, category, title, buildingIds } = input;
    requireOwn(call, await lockProvider(tx, providerId));
    const id = ctx.id();
    await tx.run`
      insert into listings (id, provider_id, category, title, description, price_from, price_to, currency, unit,
                            warranty_days, free_cancel_hours, late_cancel_percent, state, created_at)
      values (${id}, ${providerId}, ${category}, ${title}, ${input.description}, ${input.priceFrom}, ${input.priceTo},
              ${input.currency}, ${input.unit}, ${input.warrantyDays}, ${input.freeCancelHours},
              ${input.lateCancelPercent}, 'active', ${ctx.now()})`;
    await setAreas(tx, id, buildingIds);
    await ctx.publish(tx, listingCreated, { listingId: id, providerId, category, title, buildingIds });
    return toListing((await listingOf(tx, id))!);
  }),
);
