import { fail } from '#kernel/errors';
import { calendarOf } from '../../change/calendar.ts';
import { openChange } from '../../change/change.ts';
import { letGo } from '../../change/incident.ts';
import { ticketService } from '../../definition.ts';
import { lockOpenIncident, seeIncident } from '../../queries/incidents.ts';

export const unlinkTicket = ticketService.operation('unlinkTicket', async (ctx, { incidentId, ticketId }, call) => {
  const calendar = await calendarOf(ctx, await seeIncident(ctx, call, incidentId));
  const by = call.user?.userId ?? null;
  await ctx.db.transaction(async tx => {
    await lockOpenIncident(tx, incidentId);
    const change = await openChange(ctx, tx, ticketId, { by, who: 'staff', calendar });
    if (change?.ticket.incident_id !== incidentId) fail('not_found', 'The incident has no such ticket.');
    await letGo(change);
  });
});
