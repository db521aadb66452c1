import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';

export const exportPersonalData = iamService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'account', (select coalesce(jsonb_agg(to_jsonb(x) - 'password_hash'), '[]') from users x where x.id = ${userId} and x.state <> 'deleted'),
      'roles', (select coalesce(jsonb_agg(to_jsonb(x) order by x.granted_at), '[]') from user_roles x where x.user_id = ${userId}),
      'sessions', (select coalesce(jsonb_agg(to_jsonb(x) - 'refresh_hash' order by x.created_at), '[]') from sessions x where x.user_id = ${userId}),
      'identities', (select coalesce(jsonb_agg(to_jsonb(x) order by x.linked_at), '[]') from oauth_identities x where x.user_id = ${userId}),
      'securityLog', (select coalesce(jsonb_agg(jsonb_build_object('at', x.occurred_at, 'action', x.action, 'ip', x.ip) order by x.occurred_at), '[]') from security_audit_logs x where x.user_id = ${userId})) as kept`;
  return kept;
});
