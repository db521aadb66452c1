// A new ticket, whoever or whatever opens it.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { Ticket } from '../contract/wire.ts';
import type { TicketCtx } from '../definition.ts';
import type { BusinessCalendar } from '../domain/calendar.ts';
import { clocksOf } from '../domain/sla.ts';
import { ticketCreated } from '../events.ts';
import { requireAsset } from '../queries/assets.ts';
import { ticketOf } from '../queries/cards.ts';
import { slaOfCategory } from '../queries/categories.ts';
import { insertClocks } from '../queries/clocks.ts';
import { escalationMinutesOf } from '../queries/escalation.ts';
import { entryOf, writeHistory } from '../queries/history.ts';
import { nextReference } from '../queries/references.ts';
import { addTags } from '../queries/tags.ts';
import { attachFiles, type Claimed } from './files.ts';

export interface Draft {
  id: string;
  buildingId: string;
  unitId: string | null;
  unitLabel: string | null;
  place: Ticket['place'];
  categoryId: string;
  title: string;
  description: string;
  urgent: boolean;
  openedBy: string | null;
  assetId: string | null;
  tags?: readonly string[];
  files?: readonly Claimed[];
  /** The run of a schedule it comes from. */
  run?: { scheduleId: string; occurrenceAt: Instant };
}

/** Opens a ticket: its clocks start. Raises `not_found` or `failed_precondition` for a category or asset that does not
 * fit, `already_exists` if the run of a schedule has opened one before. */
export async function createTicket(ctx: TicketCtx, tx: Tx, draft: Draft, calendar: BusinessCalendar): Promise<Ticket> {
  const { id, buildingId, openedBy: by, urgent, assetId } = draft;
  const at = ctx.now();
  const sla = await slaOfCategory(tx, draft.categoryId, buildingId);
  if (assetId) await requireAsset(tx, assetId, buildingId);
  const { escalationMinutes } = await tx.one({ escalationMinutes: col.ints })`
    select ${escalationMinutesOf(buildingId)} as "escalationMinutes"`;
  await tx.run`
    insert into tickets (id, building_id, reference, unit_id, unit_label, place, category_id, title, description, urgent,
                         status, opened_by, asset_id, schedule_id, occurrence_at, opened_at, updated_at)
    values (${id}, ${buildingId}, ${await nextReference(tx, buildingId, at)}, ${draft.unitId}, ${draft.unitLabel},
            ${draft.place && json(draft.place)}, ${draft.categoryId}, ${draft.title}, ${draft.description}, ${urgent},
            'open', ${by}, ${assetId}, ${draft.run?.scheduleId ?? null}, ${draft.run?.occurrenceAt ?? null}, ${at}, ${at})`;
  const clocks = clocksOf(sla, urgent, at, { calendar, escalationMinutes });
  await insertClocks(
    tx,
    clocks.map(clock => ({ ...clock, ticketId: id })),
  );
  await writeHistory(tx, [entryOf({ id: ctx.id(), ticketId: id, at, kind: 'opened', to: 'open', by })]);
  await attachFiles(tx, id, draft.files ?? [], { commentId: null, by, at });
  await addTags(ctx, tx, { id, buildingId }, draft.tags ?? []);
  await ctx.publish(tx, ticketCreated, {
    ticketId: id,
    buildingId,
    unitId: draft.unitId,
    title: draft.title,
    watchers: by === null ? [] : [by],
    by,
    openedBy: by,
    categoryId: draft.categoryId,
    urgent,
  });
  return ticketOf(tx, id);
}
