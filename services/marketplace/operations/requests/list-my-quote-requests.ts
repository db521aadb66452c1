import { nothing, sql } from '#kernel/sql/tag';
import { marketplaceService } from '../../definition.ts';
import { inMyBuildings } from '../../queries/homes.ts';
import { pageOfRequests } from '../../queries/request-pages.ts';

export const listMyQuoteRequests = marketplaceService.operation('listMyQuoteRequests', async (ctx, input, call) => {
  const ofTicket = input.ticketId ? sql`and r.ticket_id = ${input.ticketId}` : nothing;
  const mine = sql`r.user_id = ${call.userId} and ${inMyBuildings(call, sql`r.building_id`)} ${ofTicket}`;
  return pageOfRequests(ctx.db, mine, input, false);
});
