import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { iamService } from '../definition.ts';
import { userRow } from '../people.ts';

export const listUsers = iamService.operation('listUsers', async (ctx, { query, state, role, limit, cursor }) => {
  const after = afterCursor(cursor, [Timestamp, Id]);
  const pattern = `%${query?.replace(/[\\%_]/g, '\\$&')}%`;
  const rows = await ctx.db.many(userRow)`
    select ${userRow} from users u
    where state <> 'deleted'
      ${query ? sql`and (email ilike ${pattern} or name ilike ${pattern})` : nothing}
      ${state ? sql`and state = ${state}` : nothing}
      ${role ? sql`and exists (select from user_roles r where r.user_id = u.id and r.role = ${role} and r.revoked_at is null)` : nothing}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.created_at, found.id],
    ({ id, email, name, email_verified_at, state: inState, created_at }) => ({
      id,
      email,
      name,
      emailVerified: email_verified_at !== null,
      state: inState,
      createdAt: created_at,
    }),
  );
});
