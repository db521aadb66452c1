import { col } from '#kernel/sql/columns';
import { iamService } from '../definition.ts';

export const listIdentities = iamService.operation('listIdentities', async (ctx, _input, call) => {
  const rows = await ctx.db.many({ id: col.uuid, provider: col.text, email: col.text, linked_at: col.instant })`
    select id, provider, email, linked_at from oauth_identities where user_id = ${call.userId} order by linked_at, id`;
  return { items: rows.map(({ linked_at, ...found }) => ({ ...found, linkedAt: linked_at })) };
});
