// The tickets of an incident: they wait for it and are solved with it.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { TicketCtx } from '../definition.ts';
import { isActive } from '../domain/status.ts';
import { act, alignClocks, type ChangeOptions, openChange, saveChange } from './change.ts';
import { writeComment } from './comment.ts';
import { type Change, note } from './record.ts';

interface IncidentRef {
  id: string;
  buildingId: string;
}

/** Lets tickets wait for an incident: their clocks stand still. All or none; raises `not_found` for a ticket of
 * another building, `failed_precondition` for one that is solved or waits for another incident. */
export async function holdTickets(
  ctx: TicketCtx,
  tx: Tx,
  incident: IncidentRef,
  ticketIds: readonly string[],
  options: ChangeOptions,
): Promise<void> {
  // In one order, so that two incidents that want the same tickets do not wait for each other.
  for (const ticketId of [...new Set(ticketIds)].toSorted()) {
    const change = await openChange(ctx, tx, ticketId, options);
    if (change?.ticket.building_id !== incident.buildingId) fail('not_found', 'The building has no such ticket.');
    const { status, reference, held_by_incident, incident_id } = change.ticket;
    if (held_by_incident && incident_id === incident.id) continue;
    if (!isActive(status) || held_by_incident)
      fail(
        'failed_precondition',
        `Leave out ${reference}: it is ${held_by_incident ? 'part of another incident' : status}.`,
        { reason: held_by_incident ? 'other_incident' : 'wrong_status', details: { ticketId } },
      );
    change.ticket = { ...change.ticket, incident_id: incident.id, held_by_incident: true };
    alignClocks(change);
    note(change, 'incident', { incidentId: incident.id });
    await saveChange(change);
  }
}

/** Takes a ticket out of its incident: its clocks go on. */
export async function letGo(change: Change): Promise<void> {
  const incidentId = change.ticket.incident_id;
  change.ticket = { ...change.ticket, incident_id: null, held_by_incident: false };
  alignClocks(change);
  note(change, 'incident', { incidentId, unlinked: true });
  await saveChange(change);
}

/** Resolves the tickets of an incident with it, and says why on each. */
export async function resolveHeld(
  ctx: TicketCtx,
  tx: Tx,
  incidentId: string,
  text: string,
  options: ChangeOptions,
): Promise<void> {
  const held = await tx.many({ id: col.uuid })`
    select id from tickets where incident_id = ${incidentId} and held_by_incident order by id`;
  for (const { id } of held) {
    const change = await openChange(ctx, tx, id, options);
    if (!change?.ticket.held_by_incident) continue;
    change.ticket = { ...change.ticket, held_by_incident: false };
    if (isActive(change.ticket.status)) {
      if (text) await writeComment(change, { kind: 'resolution', text });
      act(change, { do: 'resolve' }, { incidentId });
    }
    note(change, 'incident', { incidentId, resolved: true });
    await saveChange(change);
  }
}
