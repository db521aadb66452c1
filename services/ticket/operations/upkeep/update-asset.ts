import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import { whereIs } from '../../change/where.ts';
import { ticketService } from '../../definition.ts';
import { assetRow, toAsset, writeAssetHistory } from '../../queries/assets.ts';

export const updateAsset = ticketService.operation('updateAsset', async (ctx, input, call) => {
  const { assetId, expectedVersion, ...wanted } = input;
  const seen = await ctx.db.maybe(assetRow)`select ${assetRow} from assets a where a.id = ${assetId}`;
  const buildingId = seen?.building_id ?? '';
  call.require(seen !== null && call.can('manager', { building: buildingId }), 'There is no such asset.');
  if (wanted.unitId || wanted.place) await whereIs(ctx, call, { ...wanted, buildingId });
  return ctx.db.transaction(async tx => {
    const known = await tx.one(assetRow)`select ${assetRow} from assets a where a.id = ${assetId} for update`;
    if (expectedVersion !== undefined && expectedVersion !== known.version)
      fail('version_mismatch', `This asset is at version ${known.version}: read it again, then decide.`);
    const { activeTickets } = await tx.one({ activeTickets: col.int })`
      select count(*)::int as "activeTickets" from tickets
      where asset_id = ${assetId} and status not in ('resolved', 'closed')`;
    const before = toAsset(known, activeTickets);
    // It is in a home or in a common area, so that either takes the place of the other.
    const moved = wanted.unitId ? { place: null } : wanted.place ? { unitId: null } : {};
    const next = { ...before, ...definedOf(wanted), ...moved };
    const changed = await tx.one(assetRow)`
      update assets a
      set name = ${next.name}, kind = ${next.kind}, serial = ${next.serial}, unit_id = ${next.unitId},
          place = ${next.place && json(next.place)}, installed_on = ${next.installedOn},
          warranty_until = ${next.warrantyUntil}, state = ${next.state}, notes = ${next.notes}, version = version + 1
      where a.id = ${assetId} returning ${assetRow}`;
    await writeAssetHistory(ctx, tx, assetId, 'changed', call.user?.userId ?? null, definedOf(wanted));
    return toAsset(changed, activeTickets);
  });
});

/** The fields that were sent. */
const definedOf = <T extends object>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
