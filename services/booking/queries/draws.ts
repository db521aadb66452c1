// Draws as rows.

import type { Call } from '#kernel/call';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { BookingCtx } from '../definition.ts';
import { seedPlace } from '../draws/draw.ts';
import { mayUse } from './resources.ts';

const shape = {
  id: col.uuid,
  resource_id: col.uuid,
  building_id: col.uuid,
  first_day: col.date,
  last_day: col.date,
  closes_at: col.instant,
  seed_hash: col.text,
  seed: col.bytes,
  entries_digest: col.text.orNull,
  state: col.any<'open' | 'drawn'>(),
  drawn_at: col.instant.orNull,
};
export const drawRow = row(shape, 'd');
export type DrawRow = RowOf<typeof shape>;

/** The seed is shown with the result, and to nobody before. */
export const toDraw = (ctx: BookingCtx, found: DrawRow) => ({
  id: found.id,
  resourceId: found.resource_id,
  buildingId: found.building_id,
  firstDay: found.first_day,
  lastDay: found.last_day,
  closesAt: found.closes_at,
  seedHash: found.seed_hash,
  seed: found.state === 'drawn' ? ctx.cipher.open(found.seed, seedPlace(found.id)) : null,
  entriesDigest: found.entries_digest,
  state: found.state,
  drawnAt: found.drawn_at,
});

/** Decides on a draw for whoever may book there. Raises `not_found`. */
export async function seeDraw(db: Queries, call: Call, drawId: string): Promise<DrawRow> {
  const found = await db.maybe(drawRow)`select ${drawRow} from draws d where d.id = ${drawId}`;
  call.require(found !== null && mayUse(call, found.building_id), 'There is no such draw.');
  return found!;
}
