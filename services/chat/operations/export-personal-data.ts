import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { chatService } from '../definition.ts';

export const exportPersonalData = chatService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'homes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.unit_id), '[]') from residents x where x.user_id = ${userId}),
      'roles', (select coalesce(jsonb_agg(to_jsonb(x)), '[]') from staff x where x.user_id = ${userId}),
      'channels', (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'createdAt', x.created_at) order by x.created_at), '[]') from channels x where ${userId}::uuid in (x.created_by, x.user_a, x.user_b)),
      'messages', (select coalesce(jsonb_agg(x.body || jsonb_build_object('id', x.id, 'channelId', x.stream, 'sentAt', x.at) order by x.at), '[]') from messages x where x.body ->> 'authorId' = ${userId}),
      'formerTexts', (select coalesce(jsonb_agg(jsonb_build_object('messageId', r.message_id, 'text', r.text, 'replacedAt', r.replaced_at) order by r.replaced_at), '[]') from message_revisions r join messages x on x.id = r.message_id and x.at = r.message_at where x.body ->> 'authorId' = ${userId}),
      'mentions', (select coalesce(jsonb_agg(to_jsonb(x) order by x.at), '[]') from mentions x where x.user_id = ${userId}),
      'pins', (select coalesce(jsonb_agg(to_jsonb(x) order by x.pinned_at), '[]') from pins x where x.pinned_by = ${userId}),
      'read', (select coalesce(jsonb_agg(to_jsonb(x) order by x.channel_id), '[]') from read_states x where x.user_id = ${userId}),
      'reports', (select coalesce(jsonb_agg(to_jsonb(x) - 'text' - 'author_id' order by x.created_at), '[]') from message_reports x where x.reported_by = ${userId}),
      'decisions', (select coalesce(jsonb_agg(to_jsonb(x) - 'text' - 'author_id' - 'reported_by' order by x.decided_at), '[]') from message_reports x where x.decided_by = ${userId})) as kept`;
  return kept;
});
