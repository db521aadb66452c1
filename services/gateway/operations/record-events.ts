import { json } from '#kernel/sql/tag';
import { gatewayService } from '../definition.ts';
import { inetOf } from '../domain/address.ts';

export const recordEvents = gatewayService.operation('recordEvents', async (ctx, input, call) => {
  const { sessionId, referrer, utmSource, utmMedium, utmCampaign } = input;
  // In the order of the batch, also within one millisecond.
  const ids = input.events.map(() => ctx.id()).toSorted();
  const rows = input.events.map(({ name, properties }, index) => ({ id: ids[index], event_name: name, properties }));
  return ctx.db.transaction(async tx => {
    await tx.run`
      insert into analytics_events (id, event_name, user_id, session_id, properties, ip_address, user_agent, referrer,
                                    utm_source, utm_medium, utm_campaign, created_at)
      select id, event_name, ${call.user?.userId ?? null}, ${sessionId}, properties, ${inetOf(call.ip)},
             ${call.userAgent ?? null}, ${referrer ?? null}, ${utmSource ?? null}, ${utmMedium ?? null},
             ${utmCampaign ?? null}, ${ctx.now()}
      from jsonb_to_recordset(${json(rows)}::jsonb) as r (id uuid, event_name text, properties jsonb)`;
    return { accepted: rows.length };
  });
});
