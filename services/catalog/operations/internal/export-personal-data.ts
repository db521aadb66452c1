import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { catalogService } from '../../definition.ts';

export const exportPersonalData = catalogService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'watches', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from stock_watches x where x.user_id = ${userId}),
      'stockMovements', (select coalesce(jsonb_agg(to_jsonb(x) order by x.id), '[]') from stock_movements x where x.user_id = ${userId})) as kept`;
  return kept;
});
