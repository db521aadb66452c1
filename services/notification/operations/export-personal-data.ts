import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { notificationService } from '../definition.ts';

export const exportPersonalData = notificationService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'notifications', (select coalesce(jsonb_agg(x.body || jsonb_build_object('id', x.id, 'at', x.at, 'readAt', x.marked_at) order by x.at), '[]') from notifications x where x.stream = ${userId}),
      'messages', (select coalesce(jsonb_agg(to_jsonb(x) - 'lease' order by x.created_at), '[]') from deliveries x where x.user_id = ${userId}),
      'deliveryLog', (select coalesce(jsonb_agg(to_jsonb(x) order by x.at), '[]') from notification_logs x where x.user_id = ${userId}),
      'preferences', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from notification_preferences x where x.user_id = ${userId}),
      'settings', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from notification_settings x where x.user_id = ${userId}),
      'devices', (select coalesce(jsonb_agg(to_jsonb(x) - array['target', 'target_index'] order by x.created_at), '[]') from device_tokens x where x.user_id = ${userId}),
      'mailbox', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from mailbox x where x.user_id = ${userId})) as kept`;
  return kept;
});
