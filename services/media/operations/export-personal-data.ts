import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { mediaService } from '../definition.ts';

export const exportPersonalData = mediaService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'files', (select coalesce(jsonb_agg(to_jsonb(x) - array['file_url', 'thumbnail_url'] order by x.created_at), '[]') from files x where x.owner_id = ${userId})) as kept`;
  return kept;
});
