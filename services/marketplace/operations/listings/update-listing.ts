import { fail } from '#kernel/errors';
import { marketplaceService } from '../../definition.ts';
import { listingOf, setAreas, toListing } from '../../queries/listings.ts';
import { actsFor, findProvider } from '../../queries/providers.ts';

export const updateListing = marketplaceService.operation('updateListing', async (ctx, input, call) =>
  ctx.db.transaction(async tx => {
    const { listingId, buildingIds, expectedVersion } = input;
    await tx.run`select from listings where id = ${listingId} for update`;
    const before = await listingOf(tx, listingId);
    const provider = before && (await findProvider(tx, before.provider_id));
    call.require(
      provider !== null && actsFor(call, { provider_id: provider.id, owner_id: provider.owner_id }),
      'There is no such listing.',
    );
    if (expectedVersion !== undefined && expectedVersion !== before!.version)
      fail('version_mismatch', 'Somebody else has changed it; read it again.');
    await tx.run`
      update listings set title = coalesce(${input.title ?? null}, title),
                          description = coalesce(${input.description ?? null}, description),
                          price_from = coalesce(${input.priceFrom ?? null}::bigint, price_from),
                          price_to = coalesce(${input.priceTo ?? null}::bigint, price_to),
                          unit = coalesce(${input.unit ?? null}, unit),
                          warranty_days = coalesce(${input.warrantyDays ?? null}::int, warranty_days),
                          free_cancel_hours = coalesce(${input.freeCancelHours ?? null}::int, free_cancel_hours),
                          late_cancel_percent = coalesce(${input.lateCancelPercent ?? null}::int, late_cancel_percent),
                          state = coalesce(${input.state ?? null}, state), version = version + 1
      where id = ${listingId}`;
    if (buildingIds) await setAreas(tx, listingId, buildingIds);
    return toListing((await listingOf(tx, listingId))!);
  }),
);
