import { ticketService } from '../../definition.ts';
import { cardRow, toTicket } from '../../queries/cards.ts';
import { incidentOf, seeIncident } from '../../queries/incidents.ts';

export const getIncident = ticketService.operation('getIncident', async (ctx, { incidentId }, call) => {
  await seeIncident(ctx, call, incidentId);
  const [incident, rows] = await Promise.all([
    incidentOf(ctx.db, incidentId),
    ctx.db.many(cardRow)`
      select ${cardRow} from ticket_cards t where t.incident_id = ${incidentId}
      order by t.opened_at, t.id limit 500`,
  ]);
  return { ...incident, tickets: rows.map(toTicket) };
});
