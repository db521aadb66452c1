// What a change of one ticket works on, from its lock to its commit.

import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';
import type { CloseReason, TicketStatus, TimelineEntry } from '../contract/wire.ts';
import type { TicketCtx } from '../definition.ts';
import type { Clock, Promises } from '../domain/clocks.ts';
import type { Standing } from '../domain/status.ts';
import { type Entry, entryOf } from '../queries/history.ts';

const locked = {
  id: col.uuid,
  building_id: col.uuid,
  reference: col.text,
  unit_id: col.uuid.orNull,
  category_id: col.uuid,
  title: col.text,
  urgent: col.bool,
  status: col.any<TicketStatus>(),
  asked_from: col.any<TicketStatus>().orNull,
  opened_by: col.uuid.orNull,
  assignee_id: col.uuid.orNull,
  executor_id: col.uuid.orNull,
  asset_id: col.uuid.orNull,
  incident_id: col.uuid.orNull,
  held_by_incident: col.bool,
  merged_into: col.uuid.orNull,
  close_reason: col.any<CloseReason>().orNull,
  breached: col.bool,
  version: col.int,
  resolved_at: col.instant.orNull,
  closed_at: col.instant.orNull,
};
export const lockedRow = row(locked, 't');
export type Locked = RowOf<typeof locked>;

/** What an event says about the ticket it is about. */
export interface About {
  ticketId: string;
  buildingId: string;
  unitId: string | null;
  title: string;
  watchers: string[];
  by: string | null;
}

export interface Change {
  ctx: TicketCtx;
  tx: Tx;
  at: Instant;
  /** Who does it; null for the platform itself. */
  by: string | null;
  who: Standing;
  promises: Promises;
  /** The ticket as it becomes. */
  ticket: Locked;
  clocks: readonly Clock[];
  /** The clocks as they were. */
  readonly loaded: readonly Clock[];
  observerIds: string[];
  readonly entries: Entry[];
  readonly events: ((about: About) => Promise<void>)[];
}

/** Notes what happened to the ticket, for its timeline. */
export function note(
  change: Change,
  kind: TimelineEntry['kind'],
  details: Record<string, unknown>,
  more: Partial<Pick<Entry, 'from' | 'to' | 'by' | 'internal' | 'people'>> = {},
): void {
  const { ctx, ticket, at, by } = change;
  change.entries.push(entryOf({ id: ctx.id(), ticketId: ticket.id, at, kind, by, details, ...more }));
}
