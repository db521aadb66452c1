import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { nothing, sql } from '#kernel/sql/tag';
import { iamService } from '../definition.ts';
import { mayOversee } from '../domain/grants.ts';
import { granterOf } from '../granter.ts';
import { invitationRow, toInvitation } from '../invitations.ts';

export const listInvitations = iamService.operation('listInvitations', async (ctx, input, call) => {
  const { scope, state, limit, cursor } = input;
  call.require(mayOversee(granterOf(call), scope), 'There is no such scope for you to look into.');
  const after = afterCursor(cursor, [Timestamp, Id]);
  const now = ctx.now();
  const inState = {
    open: sql`and accepted_at is null and revoked_at is null and expires_at > ${now}`,
    accepted: sql`and accepted_at is not null`,
    revoked: sql`and revoked_at is not null`,
    expired: sql`and accepted_at is null and revoked_at is null and expires_at <= ${now}`,
  };
  const rows = await ctx.db.many(invitationRow)`
    select ${invitationRow} from invitations
    where scope = ${scope}
      ${state ? inState[state] : nothing}
      ${after ? sql`and (created_at, id) < (${after[0]}, ${after[1]})` : nothing}
    order by created_at desc, id desc limit ${limit + 1}`;
  return toPage(
    rows,
    limit,
    found => [found.created_at, found.id],
    found => toInvitation(found, now),
  );
});
