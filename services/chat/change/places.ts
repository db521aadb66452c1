// The channels every building has: one for all of it and one for each entrance somebody lives behind.

import type { Tx } from '#kernel/sql/database';
import type { ChatCtx } from '../definition.ts';

/** Opens the building's own channel; one that is there stays. */
export async function openBuildingChannel(ctx: ChatCtx, tx: Tx, buildingId: string): Promise<void> {
  await tx.run`
    insert into channels (id, building_id, kind, name, created_at)
    values (${ctx.id()}, ${buildingId}, 'building', 'Everybody', ${ctx.now()})
    on conflict (building_id, kind, entrance_id) where kind in ('building', 'entrance') do nothing`;
}

/** Opens the channel of an entrance; one that is there stays. */
export async function openEntranceChannel(
  ctx: ChatCtx,
  tx: Tx,
  { buildingId, entranceId, label }: { buildingId: string; entranceId: string; label: string },
): Promise<void> {
  await tx.run`
    insert into channels (id, building_id, kind, entrance_id, name, created_at)
    values (${ctx.id()}, ${buildingId}, 'entrance', ${entranceId}, ${`Entrance ${label}`}, ${ctx.now()})
    on conflict (building_id, kind, entrance_id) where kind in ('building', 'entrance') do nothing`;
}
