// Assets as rows, and their history.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Asset, AssetState } from '../contract/upkeep.ts';
import type { Ticket } from '../contract/wire.ts';
import type { TicketCtx } from '../definition.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  name: col.text,
  kind: col.text,
  serial: col.text.orNull,
  unit_id: col.uuid.orNull,
  place: col.json<Exclude<Ticket['place'], null>>().orNull,
  installed_on: col.date.orNull,
  warranty_until: col.date.orNull,
  state: col.any<AssetState>(),
  notes: col.text,
  version: col.int,
  created_at: col.instant,
};
export const assetRow = row(shape, 'a');
export type AssetRow = RowOf<typeof shape>;

export const toAsset = (found: AssetRow, activeTickets: number): z.output<typeof Asset> => ({
  id: found.id,
  buildingId: found.building_id,
  name: found.name,
  kind: found.kind,
  serial: found.serial,
  unitId: found.unit_id,
  place: found.place,
  installedOn: found.installed_on,
  warrantyUntil: found.warranty_until,
  state: found.state,
  notes: found.notes,
  activeTickets,
  version: found.version,
  createdAt: found.created_at,
});

/** Raises `not_found` unless the building has the asset. */
export async function requireAsset(db: Queries, assetId: string, buildingId: string): Promise<void> {
  const found = await db.maybe({ id: col.uuid })`
    select id from assets where id = ${assetId} and building_id = ${buildingId}`;
  if (!found) fail('not_found', 'The building has no such asset.');
}

/** Keeps what became of an asset. */
export const writeAssetHistory = (
  ctx: TicketCtx,
  tx: Tx,
  assetId: string,
  kind: 'registered' | 'changed',
  by: string | null,
  details: Record<string, unknown>,
): Promise<number> =>
  tx.run`
    insert into asset_history (id, asset_id, at, kind, by_user, details)
    values (${ctx.id()}, ${assetId}, ${ctx.now()}, ${kind}, ${by}, ${json(details)})`;
