import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { ticketService } from '../../definition.ts';
import { cardRow, isOfHousehold, toTicket } from '../../queries/cards.ts';

const inState = {
  active: sql`and t.status <> 'closed'`,
  closed: sql`and t.status = 'closed'`,
  all: nothing,
};

export const listMyTickets = ticketService.operation('listMyTickets', async (ctx, input, call) => {
  const { limit, cursor, state, buildingId } = input;
  const { userId } = call;
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(cardRow)`
    select ${cardRow} from ticket_cards t
    where t.id in (
        select id from tickets where opened_by = ${userId}
        union select ticket_id from observers where user_id = ${userId}
        union select t.id from residents r join tickets t on t.unit_id = r.unit_id
          where r.user_id = ${userId} and r.lives and ${isOfHousehold(userId)})
      ${inState[state]}
      ${buildingId ? sql`and t.building_id = ${buildingId}` : nothing}
      ${after ? sql`and (t.opened_at, t.id) < (${after[0]}, ${after[1]})` : nothing}
    order by t.opened_at desc, t.id desc limit ${limit + 1}`;
  return toPage(rows, limit, found => [found.opened_at, found.id], toTicket);
});
