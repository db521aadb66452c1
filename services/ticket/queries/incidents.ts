// Incidents as rows.

import type { z } from 'zod';
import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { Incident } from '../contract/incidents.ts';
import type { TicketCtx } from '../definition.ts';
import { isStaff } from './cards.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  title: col.text,
  description: col.text,
  entrance_ids: col.uuids,
  floor_ids: col.uuids,
  resource_ids: col.uuids,
  asset_id: col.uuid.orNull,
  status: col.any<'open' | 'resolved'>(),
  opened_by: col.uuid.orNull,
  opened_at: col.instant,
  resolved_by: col.uuid.orNull,
  resolved_at: col.instant.orNull,
  resolution: col.text.orNull,
  version: col.int,
};
export const incidentRow = row(shape, 'i');
export type IncidentRow = RowOf<typeof shape>;

export const toIncident = (found: IncidentRow, ticketCount: number): z.output<typeof Incident> => ({
  id: found.id,
  buildingId: found.building_id,
  title: found.title,
  description: found.description,
  entranceIds: found.entrance_ids,
  floorIds: found.floor_ids,
  resourceIds: found.resource_ids,
  assetId: found.asset_id,
  status: found.status,
  openedBy: found.opened_by,
  openedAt: found.opened_at,
  resolvedBy: found.resolved_by,
  resolvedAt: found.resolved_at,
  resolution: found.resolution,
  ticketCount,
  version: found.version,
});

/** An incident that is known to be there, as people see it. */
export async function incidentOf(db: Queries, incidentId: string): Promise<z.output<typeof Incident>> {
  const { ticket_count, ...found } = await db.one({ ...incidentRow, ticket_count: col.int })`
    select ${incidentRow}, (select count(*)::int from tickets t where t.incident_id = i.id) as ticket_count
    from incidents i where i.id = ${incidentId}`;
  return toIncident(found, ticket_count);
}

/** Decides on the incident for the one who calls; gives its building. Raises `not_found` unless it is staff there. */
export async function seeIncident(ctx: TicketCtx, call: Call, incidentId: string): Promise<string> {
  const found = await ctx.db.maybe({ building_id: col.uuid })`
    select building_id from incidents where id = ${incidentId}`;
  call.require(found !== null && isStaff(call, found.building_id), 'There is no such incident.');
  return found!.building_id;
}

/** What an event says about an incident. */
export const aboutIncident = (found: IncidentRow, by: string | null) => ({
  incidentId: found.id,
  buildingId: found.building_id,
  entranceIds: found.entrance_ids,
  floorIds: found.floor_ids,
  resourceIds: found.resource_ids,
  title: found.title,
  by,
});

/** Locks an incident, so that no ticket joins it while it is resolved, and counts a new version. Raises
 * `failed_precondition` if it is over. */
export async function lockOpenIncident(tx: Tx, incidentId: string): Promise<IncidentRow> {
  const found = await tx.maybe(incidentRow)`
    update incidents i set version = version + 1 where i.id = ${incidentId} and i.status = 'open'
    returning ${incidentRow}`;
  return found ?? fail('failed_precondition', 'This incident is resolved: open another.', { reason: 'resolved' });
}
