// A ticket as people see it, and whose it is.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { CloseReason, Ticket, TicketStatus } from '../contract/wire.ts';
import type { TicketCtx } from '../definition.ts';
import type { Standing } from '../domain/status.ts';

const card = {
  id: col.uuid,
  building_id: col.uuid,
  reference: col.text,
  unit_id: col.uuid.orNull,
  unit_label: col.text.orNull,
  place: col.json<Exclude<Ticket['place'], null>>().orNull,
  category_id: col.uuid,
  title: col.text,
  description: col.text,
  urgent: col.bool,
  status: col.any<TicketStatus>(),
  opened_by: col.uuid.orNull,
  assignee_id: col.uuid.orNull,
  executor_id: col.uuid.orNull,
  tags: col.texts,
  asset_id: col.uuid.orNull,
  incident_id: col.uuid.orNull,
  schedule_id: col.uuid.orNull,
  merged_into: col.uuid.orNull,
  close_reason: col.any<CloseReason>().orNull,
  breached: col.bool,
  due_at: col.instant.orNull,
  opened_at: col.instant,
  updated_at: col.instant,
  resolved_at: col.instant.orNull,
  closed_at: col.instant.orNull,
  version: col.int,
};
export const cardRow = row(card, 't');
export type Card = RowOf<typeof card>;

export const toTicket = (found: Card): Ticket => ({
  id: found.id,
  reference: found.reference,
  buildingId: found.building_id,
  unitId: found.unit_id,
  unitLabel: found.unit_label,
  place: found.place,
  categoryId: found.category_id,
  title: found.title,
  description: found.description,
  urgent: found.urgent,
  status: found.status,
  openedBy: found.opened_by,
  assigneeId: found.assignee_id,
  executorId: found.executor_id,
  tags: found.tags,
  assetId: found.asset_id,
  incidentId: found.incident_id,
  scheduleId: found.schedule_id,
  mergedInto: found.merged_into,
  closeReason: found.close_reason,
  breached: found.breached,
  dueAt: found.due_at,
  openedAt: found.opened_at,
  updatedAt: found.updated_at,
  resolvedAt: found.resolved_at,
  closedAt: found.closed_at,
  version: found.version,
});

/** A ticket that is known to be there. */
export const ticketOf = async (db: Queries, ticketId: string): Promise<Ticket> =>
  toTicket(await db.one(cardRow)`select ${cardRow} from ticket_cards t where t.id = ${ticketId}`);

/**
 * Whether a ticket `t` is of a person's household: it is about the home where the person lives, and either somebody
 * who still lives there opened it or it was opened since the person moved in. So a new tenant does not read what the
 * one before wrote.
 */
export const isOfHousehold = (userId: string | null) => sql`
  exists (
    select from residents me
    where me.user_id = ${userId}::uuid and me.unit_id = t.unit_id and me.lives
      and (t.opened_at >= me.since
           or exists (select from residents o where o.user_id = t.opened_by and o.unit_id = t.unit_id and o.lives)))`;

/** A ticket somebody may see, and as whom. */
export interface Seen {
  ticketId: string;
  buildingId: string;
  who: Standing;
}

const access = { building_id: col.uuid, opened: col.bool, household: col.bool, observes: col.bool };

/**
 * Decides on the ticket for the one who calls: staff of its building, its household (the opener and those who live in
 * its home), or somebody who watches it. Raises `not_found` for everybody else, `permission_denied` for those who see
 * it but are not among `allowed`.
 */
export async function seeTicket(
  ctx: TicketCtx,
  call: Call,
  ticketId: string,
  allowed: readonly Standing[] = ['staff', 'household', 'observer'],
): Promise<Seen> {
  const userId = call.user?.userId ?? null;
  const found = await ctx.db.maybe(access)`
    select t.building_id, coalesce(t.opened_by = ${userId}::uuid, false) as opened,
           ${isOfHousehold(userId)} as household,
           exists (select from observers o where o.ticket_id = t.id and o.user_id = ${userId}::uuid) as observes
    from tickets t where t.id = ${ticketId}`;
  const who = found && standingOf(found, call);
  call.require(who !== null, 'There is no such ticket, or it is not yours to see.');
  const seen = { ticketId, buildingId: found!.building_id, who: who! };
  if (!allowed.includes(seen.who)) fail('permission_denied', `This is for ${allowed.join(' and ')} of the ticket.`);
  return seen;
}

/** Whether the one who calls works for a building, or is a service. */
export const isStaff = (call: Call, buildingId: string): boolean =>
  call.can(['manager', 'support'], { building: buildingId });

function standingOf(found: RowOf<typeof access>, call: Call): Standing | null {
  if (isStaff(call, found.building_id)) return 'staff';
  if (found.opened || found.household) return 'household';
  return found.observes ? 'observer' : null;
}
