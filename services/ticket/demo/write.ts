// Writes the demo tickets with all that belongs to them, a statement a table.

import { seedId } from '#kernel/seed';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import { insertClocks } from '../queries/clocks.ts';
import { writeHistory } from '../queries/history.ts';
import type { DemoTicket } from './tickets.ts';

/** The label of a demo home on its door, as building has it. */
const labelOf = (unit: number): string => {
  const place = (unit - 1) % 40;
  return `${place < 20 ? 'A' : 'B'}${(place % 20) + 1}`;
};

export async function writeTickets(
  tx: Tx,
  tickets: readonly DemoTicket[],
  categoryId: (building: number, names: readonly string[]) => string,
): Promise<void> {
  await insertTickets(
    tx,
    tickets.map(ticket => rowOf(ticket, categoryId)),
  );
  await insertClocks(
    tx,
    tickets.flatMap(({ life }) => life.clocks.map(clock => ({ ...clock, ticketId: life.ticketId }))),
  );
  await writeHistory(
    tx,
    tickets.flatMap(({ life }) => life.entries),
  );
  await tx.run`
    insert into comments (id, ticket_id, author_id, kind, text, internal, created_at)
    select c.id, c."ticketId", c."authorId", c.kind, c.text, c.internal, c."createdAt"
    from jsonb_to_recordset(${json(tickets.flatMap(({ life }) => life.comments))}::jsonb) as c (
      id uuid, "ticketId" uuid, "authorId" uuid, kind text, text text, internal boolean, "createdAt" timestamptz)`;
  await insertAssignments(tx, tickets);
  await insertTags(tx, tickets);
  // Every manager watches what is urgent.
  await tx.run`
    insert into observers (ticket_id, user_id, added_by, added_at)
    select t.id, s.user_id, s.user_id, t.opened_at
    from tickets t join staff s on s.building_id = t.building_id and s.role = 'manager'
    where t.urgent`;
}

const rowOf = (
  { number, building, report, life, urgent, openedAt, openedBy, unit, mergedInto, incidentId }: DemoTicket,
  categoryId: (building: number, names: readonly string[]) => string,
) => ({
  id: life.ticketId,
  number,
  buildingId: seedId(`building:${building}`),
  unitId: unit === null ? null : seedId(`unit:${unit}`),
  unitLabel: unit === null ? null : labelOf(unit),
  place: report.place === undefined ? null : { text: report.place, entranceId: null, floorId: null },
  categoryId: categoryId(building, report.category),
  title: report.title,
  description: report.description,
  urgent,
  ...life.state,
  openedBy,
  incidentId,
  held: life.held,
  mergedInto,
  breached: life.breached,
  version: life.version,
  openedAt,
  updatedAt: life.updatedAt,
  resolvedAt: life.resolvedAt,
  closedAt: life.state.status === 'closed' ? life.updatedAt : null,
});

async function insertTickets(tx: Tx, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  await tx.run`
    insert into tickets (id, building_id, reference, unit_id, unit_label, place, category_id, title, description, urgent,
                         status, asked_from, opened_by, assignee_id, incident_id, held_by_incident, merged_into,
                         close_reason, breached, version, opened_at, updated_at, resolved_at, closed_at)
    select r.id, r."buildingId",
           n.code || to_char(r."openedAt", '-YYYY-') || lpad(nextval('ticket_numbers')::text, 6, '0'),
           r."unitId", r."unitLabel", r.place, r."categoryId", r.title, r.description, r.urgent, r.status, r."askedFrom",
           r."openedBy", r."assigneeId", r."incidentId", r.held, r."mergedInto", r."closeReason", r.breached, r.version,
           r."openedAt", r."updatedAt", r."resolvedAt", r."closedAt"
    from (select * from jsonb_to_recordset(${json(rows)}::jsonb) as r (
            id uuid, "buildingId" uuid, "unitId" uuid, "unitLabel" text, place jsonb, "categoryId" uuid, title text,
            description text, urgent boolean, status text, "askedFrom" text, "openedBy" uuid, "assigneeId" uuid,
            "incidentId" uuid, held boolean, "mergedInto" uuid, "closeReason" text, breached boolean, version int,
            "openedAt" timestamptz, "updatedAt" timestamptz, "resolvedAt" timestamptz, "closedAt" timestamptz)
          order by "openedAt", id) r
    join building_codes n on n.building_id = r."buildingId"`;
}

async function insertAssignments(tx: Tx, tickets: readonly DemoTicket[]): Promise<void> {
  const rows = tickets
    .filter(({ assigneeId }) => assigneeId !== null)
    .map(({ number, life, assigneeId }) => ({
      id: seedId(`assignment:${number}`),
      ticketId: life.ticketId,
      assigneeId,
      at: life.entries.find(({ kind }) => kind === 'assigned')!.at,
    }));
  await tx.run`
    insert into assignments (id, ticket_id, assignee_id, assigned_by, assigned_at)
    select a.id, a."ticketId", a."assigneeId", a."assigneeId", a.at
    from jsonb_to_recordset(${json(rows)}::jsonb) as a (id uuid, "ticketId" uuid, "assigneeId" uuid, at timestamptz)`;
}

async function insertTags(tx: Tx, tickets: readonly DemoTicket[]): Promise<void> {
  const rows = tickets.flatMap(({ building, life, report }) =>
    (report.tags ?? []).map(name => ({
      ticketId: life.ticketId,
      tagId: seedId(`tag:${building}:${name}`),
      buildingId: seedId(`building:${building}`),
      name,
    })),
  );
  await tx.run`
    with r as (
      select * from jsonb_to_recordset(${json(rows)}::jsonb)
        as r ("ticketId" uuid, "tagId" uuid, "buildingId" uuid, name text)),
    g as (insert into tags (id, building_id, name) select distinct "tagId", "buildingId", name from r)
    insert into ticket_tags (ticket_id, tag_id) select "ticketId", "tagId" from r`;
}
