// The timeline of a ticket: what happened to it, and what was written on it.

import { z } from 'zod';
import { Timestamp } from '#kernel/contract';
import { col, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json, nothing, sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { TicketStatus, TimelineEntry } from '../contract/wire.ts';

/** What happened to a ticket, to be kept. */
export interface Entry {
  id: string;
  ticketId: string;
  at: Instant;
  kind: TimelineEntry['kind'];
  from: TicketStatus | null;
  to: TicketStatus | null;
  by: string | null;
  internal: boolean;
  /** Whom it is about: assignee and executor where a ticket was given to somebody, else in no certain order. They are
   * apart from the details so that a deleted account can be forgotten. */
  people: readonly (string | null)[];
  details: Record<string, unknown>;
}

/** An entry, with nothing where nothing is said. */
export const entryOf = (fields: Pick<Entry, 'id' | 'ticketId' | 'at' | 'kind' | 'by'> & Partial<Entry>): Entry => ({
  from: null,
  to: null,
  internal: false,
  people: [],
  details: {},
  ...fields,
});

/** Keeps entries in the order given. */
export const writeHistory = (tx: Tx, entries: readonly Entry[]): Promise<number> =>
  tx.run`
    insert into status_history (id, ticket_id, at, kind, from_status, to_status, by_user, internal, people, details)
    select e.id, e."ticketId", e.at, e.kind, e."from", e."to", e.by, e.internal, e.people, e.details
    from jsonb_to_recordset(${json(entries)}::jsonb) as e (
      id uuid, "ticketId" uuid, at timestamptz, kind text, "from" text, "to" text, by uuid, internal boolean,
      people uuid[], details jsonb)`;

const entryRow = row({
  id: col.uuid,
  position: col.float,
  ticket_id: col.uuid,
  at: col.instant,
  kind: col.any<TimelineEntry['kind']>(),
  by_user: col.uuid.orNull,
  from_status: col.any<TicketStatus>().orNull,
  to_status: col.any<TicketStatus>().orNull,
  text: col.text.orNull,
  internal: col.bool,
  people: col.any<(string | null)[]>(),
  details: col.json<Record<string, unknown>>(),
});

export interface TimelineOptions {
  ticketId: string;
  /** Internal entries and what was written on tickets merged into this one are for staff. */
  forStaff: boolean;
  /** The key of the last entry seen. */
  after: readonly [Instant, number] | null;
  limit: number;
}

/** Entries newest first, one more than the limit if there are more. */
export const timelineRows = (db: Queries, { ticketId, forStaff, after, limit }: TimelineOptions) =>
  db.many(entryRow)`
    select ${entryRow} from (
      select h.id, h.position::float8 as position, h.ticket_id, h.at, h.kind, h.by_user, h.from_status, h.to_status, null::text as text, h.internal,
             h.people, h.details
      from status_history h where h.ticket_id = ${ticketId}
      union all
      select c.id, c.position::float8, c.ticket_id, c.created_at, c.kind, c.author_id, null, null, c.text, c.internal,
             '{}'::uuid[], jsonb_build_object('fileIds',
               array(select a.file_id from attachments a where a.comment_id = c.id order by a.file_id))
      from comments c
      where ${
        forStaff
          ? sql`c.ticket_id in (select ${ticketId}::uuid union all select m.id from tickets m where m.merged_into = ${ticketId})`
          : sql`c.ticket_id = ${ticketId}`
      }) e
    where ${forStaff ? sql`true` : sql`not internal`}
      ${after ? sql`and (at, position) < (${after[0]}, ${after[1]})` : nothing}
    order by at desc, position desc limit ${limit + 1}`;

/** The people of an entry as details under the names of the wire. */
function peopleDetails({ kind, people }: Pick<EntryRow, 'kind' | 'people'>): Record<string, unknown> {
  if (kind === 'assigned') return { assigneeId: people[0] ?? null, executorId: people[1] ?? null };
  return people.length > 0 ? { userIds: people.filter(person => person !== null) } : {};
}

type EntryRow = Awaited<ReturnType<typeof timelineRows>>[number];

export const toEntry = (found: EntryRow): TimelineEntry => ({
  id: found.id,
  ticketId: found.ticket_id,
  at: found.at,
  kind: found.kind,
  by: found.by_user,
  from: found.from_status,
  to: found.to_status,
  text: found.text,
  internal: found.internal,
  details: { ...found.details, ...peopleDetails(found) },
});

/** The sort key of an entry, for cursors. */
export const timelineKey = [Timestamp, z.int()] as const;
export const entryKey = (found: EntryRow): readonly [Instant, number] => [found.at, found.position];
