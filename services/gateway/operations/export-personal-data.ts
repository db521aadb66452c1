import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { gatewayService } from '../definition.ts';

export const exportPersonalData = gatewayService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'requests', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from api_logs x where x.user_id = ${userId}),
      'visits', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from analytics_events x where x.user_id = ${userId})) as kept`;
  return kept;
});
