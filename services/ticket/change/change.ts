// A change of one ticket: lock it, decide by the rules, save it with its clocks, its history and its events. Every
// operation, job and subscription that touches a ticket goes through here, so that none forgets one of them.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Ticket } from '../contract/wire.ts';
import type { TicketCtx } from '../definition.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { afterReply, inSituation } from '../domain/sla.ts';
import { type Action, isActive, type Standing, transition } from '../domain/status.ts';
import { ticketClosed, ticketStatusChanged } from '../events.ts';
import { type Seen, ticketOf } from '../queries/cards.ts';
import { clocksOfTicket, updateClocks } from '../queries/clocks.ts';
import { escalationMinutesOf } from '../queries/escalation.ts';
import { writeHistory } from '../queries/history.ts';
import { calendarOf } from './calendar.ts';
import { tellCrossings } from './crossings.ts';
import { type About, type Change, type Locked, lockedRow, note } from './record.ts';

export interface ChangeOptions {
  by: string | null;
  who: Standing;
  calendar: BusinessCalendar;
  expectedVersion?: number | undefined;
  /** Passes by a ticket that somebody else is changing rather than wait. */
  skipLocked?: boolean;
}

/** Locks a ticket and loads what belongs to it; null if it is gone or passed by. What its clocks ran into until now
 * is told in the same transaction, so that a step taken between two sweeps hides no breach. Raises
 * `version_mismatch`. */
export async function openChange(
  ctx: TicketCtx,
  tx: Tx,
  ticketId: string,
  { by, who, calendar, expectedVersion, skipLocked = false }: ChangeOptions,
): Promise<Change | null> {
  const ticket = skipLocked
    ? await tx.maybe(lockedRow)`select ${lockedRow} from tickets t where t.id = ${ticketId} for update skip locked`
    : await tx.maybe(lockedRow)`select ${lockedRow} from tickets t where t.id = ${ticketId} for update`;
  if (!ticket) return null;
  if (expectedVersion !== undefined && expectedVersion !== ticket.version)
    fail('version_mismatch', `This ticket is at version ${ticket.version}: read it again, then decide.`, {
      details: { version: ticket.version },
    });
  const { observerIds, escalationMinutes } = await tx.one({ observerIds: col.uuids, escalationMinutes: col.ints })`
    select array(select user_id from observers where ticket_id = ${ticketId} order by added_at) as "observerIds",
           ${escalationMinutesOf(ticket.building_id)} as "escalationMinutes"`;
  const loaded = await clocksOfTicket(tx, ticketId);
  const change: Change = {
    ctx,
    tx,
    at: ctx.now(),
    by,
    who,
    promises: { calendar, escalationMinutes },
    ticket,
    clocks: loaded,
    loaded,
    observerIds,
    entries: [],
    events: [],
  };
  await tellCrossings(change);
  return change;
}

/** Brings the clocks in line with the ticket as it stands now. */
export function alignClocks(change: Change): void {
  const { status, held_by_incident } = change.ticket;
  const situation = { status, heldByIncident: held_by_incident };
  change.clocks = inSituation(change.clocks, situation, change.at, change.promises);
}

/** Staff have told the household something. */
export function countReply(change: Change): void {
  change.clocks = afterReply(change.clocks, change.at, change.promises);
  alignClocks(change);
}

/** Takes a step of the ticket's life. Raises as `transition` does. */
export function act(change: Change, action: Action, details: Record<string, unknown> = {}): void {
  const { ctx, tx, ticket, at } = change;
  const from = ticket.status;
  const { status, askedFrom, assigneeId, closeReason } = transition(
    { status: from, askedFrom: ticket.asked_from, assigneeId: ticket.assignee_id, closeReason: ticket.close_reason },
    action,
    change.who,
  );
  change.ticket = {
    ...ticket,
    status,
    asked_from: askedFrom,
    assignee_id: assigneeId,
    close_reason: closeReason,
    resolved_at: resolvedAt(ticket, { ...ticket, status, close_reason: closeReason }, at),
    closed_at: status === 'closed' ? at : null,
  };
  alignClocks(change);
  if (status === from) return;
  note(change, 'status', { ...details, ...(closeReason && { reason: closeReason }) }, { from, to: status });
  change.events.push(about =>
    status === 'closed'
      ? ctx.publish(tx, ticketClosed, { ...about, reason: closeReason!, mergedInto: change.ticket.merged_into })
      : ctx.publish(tx, ticketStatusChanged, { ...about, from, to: status, openedBy: ticket.opened_by }),
  );
}

/** A ticket counts as resolved from the moment somebody said so, or closed it as solved without. */
function resolvedAt(before: Locked, { status, close_reason }: Locked, at: string): string | null {
  if (isActive(status)) return null;
  return before.resolved_at ?? (status === 'resolved' || close_reason === 'solved' ? at : null);
}

/** Saves the change with its clocks, history and events; gives the ticket's new version. */
export async function saveChange(change: Change): Promise<number> {
  const { tx, at, by, ticket, clocks, loaded } = change;
  const { version } = await tx.one({ version: col.int })`
    update tickets set
      category_id = ${ticket.category_id}, title = ${ticket.title}, urgent = ${ticket.urgent},
      status = ${ticket.status}, asked_from = ${ticket.asked_from}, assignee_id = ${ticket.assignee_id},
      executor_id = ${ticket.executor_id}, asset_id = ${ticket.asset_id}, incident_id = ${ticket.incident_id},
      held_by_incident = ${ticket.held_by_incident}, merged_into = ${ticket.merged_into},
      close_reason = ${ticket.close_reason}, breached = ${ticket.breached}, resolved_at = ${ticket.resolved_at},
      closed_at = ${ticket.closed_at}, updated_at = ${at}, version = version + 1
    where id = ${ticket.id} returning version`;
  const moved = clocks.filter(clock => !loaded.includes(clock)).map(clock => ({ ...clock, ticketId: ticket.id }));
  if (moved.length > 0) await updateClocks(tx, moved);
  if (change.entries.length > 0) await writeHistory(tx, change.entries);
  const people = [ticket.opened_by, ticket.assignee_id, ticket.executor_id, ...change.observerIds];
  const about: About = {
    ticketId: ticket.id,
    buildingId: ticket.building_id,
    unitId: ticket.unit_id,
    title: ticket.title,
    watchers: [...new Set(people.filter(person => person !== null))],
    by,
  };
  for (const publish of change.events) await publish(about);
  return version;
}

/** Saves the change; gives the ticket as people see it. */
export async function save(change: Change): Promise<Ticket> {
  await saveChange(change);
  return ticketOf(change.tx, change.ticket.id);
}

/** Runs an operation's change of the ticket it has seen, in one transaction; gives what `work` gives. */
export async function changeTicket<T>(
  ctx: TicketCtx,
  call: Call,
  { ticketId, buildingId, who }: Seen,
  expectedVersion: number | undefined,
  work: (change: Change) => Promise<T>,
): Promise<T> {
  const calendar = await calendarOf(ctx, buildingId);
  const options = { by: call.user?.userId ?? null, who, calendar, expectedVersion };
  return ctx.db.transaction(async tx => {
    const change = await openChange(ctx, tx, ticketId, options);
    return work(change ?? fail('not_found', 'There is no such ticket.'));
  });
}
