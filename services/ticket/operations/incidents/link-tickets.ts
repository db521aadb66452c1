import { calendarOf } from '../../change/calendar.ts';
import { holdTickets } from '../../change/incident.ts';
import { ticketService } from '../../definition.ts';
import { incidentOf, lockOpenIncident, seeIncident } from '../../queries/incidents.ts';

export const linkTickets = ticketService.operation('linkTickets', async (ctx, { incidentId, ticketIds }, call) => {
  const buildingId = await seeIncident(ctx, call, incidentId);
  const calendar = await calendarOf(ctx, buildingId);
  const by = call.user?.userId ?? null;
  return ctx.db.transaction(async tx => {
    await lockOpenIncident(tx, incidentId);
    await holdTickets(ctx, tx, { id: incidentId, buildingId }, ticketIds, { by, who: 'staff', calendar });
    return incidentOf(tx, incidentId);
  });
});
