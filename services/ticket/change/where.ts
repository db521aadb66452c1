// Where a ticket, an asset or an incident is: building knows its homes, entrances and floors.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import type { Ticket } from '../contract/wire.ts';
import type { TicketCtx } from '../definition.ts';

export interface Where {
  unitId: string | null;
  unitLabel: string | null;
  place: Ticket['place'];
}

interface Asked {
  buildingId: string;
  unitId?: string | null | undefined;
  place?: Ticket['place'] | undefined;
}

/** Resolves a home or a common area of a building. Ask before the transaction. Raises `invalid_argument` unless there
 * is exactly one of them, `not_found` if the building has it not. */
export async function whereIs(ctx: TicketCtx, call: Call, { buildingId, unitId, place }: Asked): Promise<Where> {
  if (unitId && !place) return { unitId, unitLabel: await unitLabel(ctx, call, buildingId, unitId), place: null };
  if (!place || unitId) fail('invalid_argument', 'Say where it is: by either unitId or place.');
  const { entranceId, floorId } = place;
  await requireParts(ctx, call, buildingId, {
    entranceIds: entranceId ? [entranceId] : [],
    floorIds: floorId ? [floorId] : [],
  });
  return { unitId: null, unitLabel: null, place };
}

async function unitLabel(ctx: TicketCtx, call: Call, buildingId: string, unitId: string): Promise<string> {
  const unit = await ctx.clients.building.getUnit({ unitId }, call);
  if (unit.buildingId !== buildingId) fail('not_found', 'The building has no such home.');
  if (unit.state === 'archived') fail('failed_precondition', 'This home is no longer in use.', { reason: 'archived' });
  return unit.label;
}

/** Raises `not_found` unless the building has the entrances and floors. */
export async function requireParts(
  ctx: TicketCtx,
  call: Call,
  buildingId: string,
  { entranceIds, floorIds }: { entranceIds: readonly string[]; floorIds: readonly string[] },
): Promise<void> {
  if (entranceIds.length + floorIds.length === 0) return;
  const { entrances } = await ctx.clients.building.getTree({ buildingId }, call);
  const knownEntrances = new Set(entrances.map(({ id }) => id));
  const knownFloors = new Set(entrances.flatMap(({ floors }) => floors.map(({ id }) => id)));
  if (!entranceIds.every(id => knownEntrances.has(id))) fail('not_found', 'The building has no such entrance.');
  if (!floorIds.every(id => knownFloors.has(id))) fail('not_found', 'The building has no such floor.');
}
