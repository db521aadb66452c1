import { json } from '#kernel/sql/tag';
import { whereIs } from '../../change/where.ts';
import { ticketService } from '../../definition.ts';
import { assetRow, toAsset, writeAssetHistory } from '../../queries/assets.ts';

export const addAsset = ticketService.operation('addAsset', async (ctx, input, call) => {
  const { buildingId, name, kind, serial, unitId, place, installedOn, warrantyUntil, state, notes } = input;
  if (unitId !== null || place !== null) await whereIs(ctx, call, input);
  return ctx.db.transaction(async tx => {
    const added = await tx.one(assetRow)`
      insert into assets as a (id, building_id, name, kind, serial, unit_id, place, installed_on, warranty_until, state,
                               notes, created_at)
      values (${ctx.id()}, ${buildingId}, ${name}, ${kind}, ${serial}, ${unitId}, ${place && json(place)}, ${installedOn},
              ${warrantyUntil}, ${state}, ${notes}, ${ctx.now()})
      returning ${assetRow}`;
    await writeAssetHistory(ctx, tx, added.id, 'registered', call.user?.userId ?? null, {});
    return toAsset(added, 0);
  });
});
