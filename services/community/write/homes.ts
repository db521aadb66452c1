// What homes are may change without anybody moving: a shop becomes a flat, a label is corrected.

import { CodedError } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { json } from '#kernel/sql/tag';
import type { CommunityCtx } from '../definition.ts';

/** Asks building anew what the homes are that somebody lives in; one building that cannot be asked holds up no other. */
export async function refreshHomes(ctx: CommunityCtx): Promise<void> {
  const buildings = await ctx.db.many({ building_id: col.uuid })`
    select distinct building_id from homes order by building_id`;
  for (const { building_id: buildingId } of buildings) {
    try {
      const { entrances } = await ctx.clients.building.getTree({ buildingId });
      const units = entrances.flatMap(({ id: entranceId, floors }) =>
        floors.flatMap(floor => floor.units.map(({ id, kind, label }) => ({ id, entranceId, kind, label }))),
      );
      await ctx.db.run`
        update homes h set entrance_id = u."entranceId", kind = u.kind, label = u.label
        from jsonb_to_recordset(${json(units)}::jsonb) as u (id uuid, "entranceId" uuid, kind text, label text)
        where h.unit_id = u.id and (h.entrance_id, h.kind, h.label) is distinct from (u."entranceId", u.kind, u.label)`;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      ctx.log.warn({ err: error, buildingId }, 'the homes of a building were not asked anew');
    }
  }
}
