import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { col } from '#kernel/sql/columns';
import { nothing, sql } from '#kernel/sql/tag';
import type { RoleName } from '../contract.ts';
import { iamService } from '../definition.ts';
import { mayOversee } from '../domain/grants.ts';
import { granterOf } from '../granter.ts';

const holder = {
  user_id: col.uuid,
  name: col.text,
  email: col.text,
  role: col.any<RoleName>(),
  scope: col.text,
  granted_at: col.instant,
};

export const listRoleHolders = iamService.operation('listRoleHolders', async (ctx, input, call) => {
  const { scope, role, limit, cursor } = input;
  call.require(mayOversee(granterOf(call), scope), 'There is no such scope for you to look into.');
  const after = afterCursor(cursor, [Timestamp, Id]);
  const rows = await ctx.db.many(holder)`
    select r.user_id, u.name, u.email, r.role, r.scope, r.granted_at
    from user_roles r join users u on u.id = r.user_id
    where r.scope = ${scope} and r.revoked_at is null
      ${role ? sql`and r.role = ${role}` : nothing}
      ${after ? sql`and (r.granted_at, r.user_id) < (${after[0]}, ${after[1]})` : nothing}
    order by r.granted_at desc, r.user_id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.granted_at, found.user_id],
    ({ user_id, granted_at, ...found }) => ({ ...found, userId: user_id, grantedAt: granted_at }),
  );
});
