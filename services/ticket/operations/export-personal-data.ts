import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { ticketService } from '../definition.ts';

export const exportPersonalData = ticketService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'homes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.unit_id), '[]') from residents x where x.user_id = ${userId}),
      'roles', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from staff x where x.user_id = ${userId}),
      'tickets', (select coalesce(jsonb_agg(to_jsonb(x) - 'search' order by x.opened_at), '[]') from tickets x where x.opened_by = ${userId} or x.assignee_id = ${userId} or x.executor_id = ${userId}),
      'comments', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from comments x where x.author_id = ${userId}),
      'files', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from attachments x where x.added_by = ${userId}),
      'watched', (select coalesce(jsonb_agg(to_jsonb(x) order by x.added_at), '[]') from observers x where x.user_id = ${userId}),
      'history', (select coalesce(jsonb_agg(to_jsonb(x) order by x.at), '[]') from status_history x where x.by_user = ${userId})) as kept`;
  return kept;
});
