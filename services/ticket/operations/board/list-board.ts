import { Id, Timestamp } from '#kernel/contract';
import { fail } from '#kernel/errors';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import { TicketStatus } from '../../contract/wire.ts';
import { ticketService } from '../../definition.ts';
import { cardRow, toTicket } from '../../queries/cards.ts';
import { matching } from '../../queries/filters.ts';

export const listBoard = ticketService.operation('listBoard', async (ctx, input) => {
  const { buildingId, status, limit, cursor, ...filters } = input;
  if (cursor !== undefined && status === undefined) fail('invalid_argument', 'cursor: name the status it goes on in.');
  const after = afterCursor(cursor, [Timestamp, Id]);
  const statuses = status === undefined ? TicketStatus.options : [status];
  const filtered = matching(filters);
  const [counts, rows] = await Promise.all([
    ctx.db.many({ status: col.text, count: col.int })`
      select t.status, count(*)::int as count from ticket_cards t
      where t.building_id = ${buildingId} and t.status = any(${statuses}::text[]) ${filtered}
      group by t.status`,
    ctx.db.many(cardRow)`
      select ${cardRow} from unnest(${statuses}::text[]) with ordinality as s (status, position)
      cross join lateral (
        select * from ticket_cards t
        where t.building_id = ${buildingId} and t.status = s.status ${filtered}
          ${after ? sql`and (t.opened_at, t.id) < (${after[0]}, ${after[1]})` : nothing}
        order by t.opened_at desc, t.id desc limit ${limit + 1}) t
      order by s.position, t.opened_at desc, t.id desc`,
  ]);
  return {
    columns: statuses.map(name => ({
      status: name,
      count: counts.find(each => each.status === name)?.count ?? 0,
      ...toPage(
        rows.filter(found => found.status === name),
        limit,
        found => [found.opened_at, found.id],
        toTicket,
      ),
    })),
  };
});
