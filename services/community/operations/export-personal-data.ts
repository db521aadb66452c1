import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { communityService } from '../definition.ts';

export const exportPersonalData = communityService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'homes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.unit_id), '[]') from residents x where x.user_id = ${userId}),
      'roles', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from staff x where x.user_id = ${userId}),
      'posts', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from posts x where x.author_id = ${userId}),
      'comments', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from comments x where x.author_id = ${userId}),
      'formerTexts', (select coalesce(jsonb_agg(to_jsonb(x) order by x.edited_at), '[]') from edits x where x.edited_by = ${userId}),
      'photos', (select coalesce(jsonb_agg(to_jsonb(x) - 'claim' order by x.created_at), '[]') from attachments x where x.added_by = ${userId}),
      'reactions', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from reactions x where x.user_id = ${userId}),
      'acknowledgements', (select coalesce(jsonb_agg(to_jsonb(x) order by x.acknowledged_at), '[]') from acknowledgements x where x.user_id = ${userId}),
      'votes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.post_id), '[]') from poll_votes x where x.user_id = ${userId} or x.voter = ${userId}),
      'flags', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from flags x where x.user_id = ${userId}),
      'decisions', (select coalesce(jsonb_agg(to_jsonb(x) order by x.decided_at), '[]') from moderation_decisions x where x.decided_by = ${userId})) as kept`;
  return kept;
});
