import { fail } from '#kernel/errors';
import { catalogService } from '../../definition.ts';
import { checkWindow, priceListRow, showPriceList } from '../../queries/price-lists.ts';

export const createPriceList = catalogService.operation('createPriceList', async (ctx, input) => {
  const { vendorId, name, audience, buildingId, startsAt, endsAt, active } = input;
  checkWindow(startsAt, endsAt);
  if ((audience === 'building') !== (buildingId !== null))
    fail('invalid_argument', 'buildingId: belongs to a list for a building, and to no other.');
  return ctx.db.transaction(async tx => {
    const created = await tx.one(priceListRow)`
      insert into price_lists (id, vendor_id, name, audience, building_id, starts_at, ends_at, active, applied_at,
                               created_at)
      values (${ctx.id()}, ${vendorId}, ${name}, ${audience}, ${buildingId}, ${startsAt}, ${endsAt}, ${active},
              ${ctx.now()}, ${ctx.now()})
      returning ${priceListRow}`;
    return showPriceList(created);
  });
});
