import { calendarOf } from '../../change/calendar.ts';
import { resolveHeld } from '../../change/incident.ts';
import { ticketService } from '../../definition.ts';
import { incidentResolved } from '../../events.ts';
import { aboutIncident, incidentOf, lockOpenIncident, seeIncident } from '../../queries/incidents.ts';

export const resolveIncident = ticketService.operation('resolveIncident', async (ctx, { incidentId, note }, call) => {
  const calendar = await calendarOf(ctx, await seeIncident(ctx, call, incidentId));
  const by = call.user?.userId ?? null;
  return ctx.db.transaction(async tx => {
    const incident = await lockOpenIncident(tx, incidentId);
    await tx.run`
      update incidents set status = 'resolved', resolved_by = ${by}, resolved_at = ${ctx.now()}, resolution = ${note}
      where id = ${incidentId}`;
    await resolveHeld(ctx, tx, incidentId, note, { by, who: 'staff', calendar });
    await ctx.publish(tx, incidentResolved, aboutIncident(incident, by));
    return incidentOf(tx, incidentId);
  });
});
