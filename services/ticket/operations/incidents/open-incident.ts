import { calendarOf } from '../../change/calendar.ts';
import { holdTickets } from '../../change/incident.ts';
import { requireParts } from '../../change/where.ts';
import { ticketService } from '../../definition.ts';
import { incidentOpened } from '../../events.ts';
import { requireAsset } from '../../queries/assets.ts';
import { aboutIncident, incidentOf, incidentRow } from '../../queries/incidents.ts';

export const openIncident = ticketService.operation('openIncident', async (ctx, input, call) => {
  const { buildingId, title, description, entranceIds, floorIds, resourceIds, assetId, ticketIds } = input;
  await requireParts(ctx, call, buildingId, input);
  const calendar = await calendarOf(ctx, buildingId);
  const by = call.user?.userId ?? null;
  return ctx.db.transaction(async tx => {
    if (assetId) await requireAsset(tx, assetId, buildingId);
    const opened = await tx.one(incidentRow)`
      insert into incidents as i (id, building_id, title, description, entrance_ids, floor_ids, resource_ids, asset_id,
                                  status, opened_by, opened_at)
      values (${ctx.id()}, ${buildingId}, ${title}, ${description}, ${entranceIds}::uuid[], ${floorIds}::uuid[],
              ${resourceIds}::uuid[], ${assetId}, 'open', ${by}, ${ctx.now()})
      returning ${incidentRow}`;
    await holdTickets(ctx, tx, { id: opened.id, buildingId }, ticketIds, { by, who: 'staff', calendar });
    await ctx.publish(tx, incidentOpened, aboutIncident(opened, by));
    return incidentOf(tx, opened.id);
  });
});
