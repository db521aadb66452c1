import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { incidentRow, toIncident } from '../../queries/incidents.ts';

export const listIncidents = ticketService.operation('listIncidents', async (ctx, input) => {
  const { buildingId, status, limit, cursor } = input;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many({ ...incidentRow, ticket_count: col.int })`
    select ${incidentRow}, (select count(*)::int from tickets t where t.incident_id = i.id) as ticket_count
    from incidents i
    where i.building_id = ${buildingId}
      ${status ? sql`and i.status = ${status}` : nothing}
      ${after ? sql`and (i.opened_at, i.id) < (${after[0]}, ${after[1]})` : nothing}
    order by i.opened_at desc, i.id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.opened_at, found.id],
    found => toIncident(found, found.ticket_count),
  );
});
