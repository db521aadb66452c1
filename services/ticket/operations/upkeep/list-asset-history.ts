import { z } from 'zod';
import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { isStaff } from '../../queries/cards.ts';

const Kind = z.enum([
  'registered',
  'changed',
  'ticket_opened',
  'ticket_resolved',
  'incident_opened',
  'incident_resolved',
]);

const shape = {
  id: col.uuid,
  at: col.instant,
  kind: col.any<z.output<typeof Kind>>(),
  by_user: col.uuid.orNull,
  ticket_id: col.uuid.orNull,
  incident_id: col.uuid.orNull,
  details: col.json<Record<string, unknown>>(),
};

export const listAssetHistory = ticketService.operation('listAssetHistory', async (ctx, input, call) => {
  const { assetId, limit, cursor } = input;
  const found = await ctx.db.maybe({ building_id: col.uuid })`select building_id from assets where id = ${assetId}`;
  call.require(found !== null && isStaff(call, found.building_id), 'There is no such asset.');
  const after = afterCursor(cursor, [Timestamp, Id, Kind]);
  const rows = await ctx.db.many(shape)`
    select id, at, kind, by_user, ticket_id, incident_id, details from (
      select id, at, kind, by_user, null::uuid as ticket_id, null::uuid as incident_id, details
      from asset_history where asset_id = ${assetId}
      union all
      select id, opened_at, 'ticket_opened', opened_by, id, null, jsonb_build_object('reference', reference, 'title', title)
      from tickets where asset_id = ${assetId}
      union all
      select id, resolved_at, 'ticket_resolved', null, id, null, jsonb_build_object('reference', reference, 'title', title)
      from tickets where asset_id = ${assetId} and resolved_at is not null
      union all
      select id, opened_at, 'incident_opened', opened_by, null, id, jsonb_build_object('title', title)
      from incidents where asset_id = ${assetId}
      union all
      select id, resolved_at, 'incident_resolved', resolved_by, null, id, jsonb_build_object('title', title)
      from incidents where asset_id = ${assetId} and resolved_at is not null) e
    where true ${after ? sql`and (at, id, kind) < (${after[0]}, ${after[1]}, ${after[2]})` : nothing}
    order by at desc, id desc, kind desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    entry => [entry.at, entry.id, entry.kind],
    entry => ({
      id: entry.id,
      at: entry.at,
      kind: entry.kind,
      by: entry.by_user,
      ticketId: entry.ticket_id,
      incidentId: entry.incident_id,
      details: entry.details,
    }),
  );
});
