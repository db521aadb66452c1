// Whether a building has what an audience names.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { Audience } from '../contract/wire.ts';
import type { CommunityCtx } from '../definition.ts';

/** Raises `not_found` unless the building has the entrances and homes. Ask before the transaction. */
export async function requirePlaces(
  ctx: CommunityCtx,
  call: Call,
  buildingId: string,
  { entranceIds, unitIds }: Audience,
): Promise<void> {
  if (entranceIds.length + unitIds.length === 0) return;
  const { entrances } = await ctx.clients.building.getTree({ buildingId }, call);
  const known = new Set(entrances.flatMap(({ id, floors }) => [id, ...floors.flatMap(({ units }) => idsOf(units))]));
  if (![...entranceIds, ...unitIds].every(id => known.has(id)))
    fail('not_found', 'The building has no such entrance or home.');
}

const idsOf = (units: readonly { id: string }[]): string[] => units.map(({ id }) => id);
