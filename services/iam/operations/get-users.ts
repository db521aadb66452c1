import { iamService } from '../definition.ts';
import { toContact, userRow } from '../people.ts';

export const getUsers = iamService.operation('getUsers', async (ctx, { userIds }) => {
  const rows = await ctx.db.many(userRow)`
    select ${userRow} from users u where id = any(${userIds}::uuid[]) and state <> 'deleted' order by id`;
  return { items: rows.map(found => toContact(ctx, found)) };
});
