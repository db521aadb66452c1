import { iamService } from '../definition.ts';
import { mayGrant, requireFittingScope } from '../domain/grants.ts';
import { granterOf } from '../granter.ts';
import { toInvitation } from '../invitations.ts';
import { invite } from '../invite.ts';

export const inviteUser = iamService.operation('inviteUser', async (ctx, { email, role, scope, locale }, call) => {
  call.require(mayGrant(granterOf(call), role, scope), 'There is no such role for you to grant there.');
  requireFittingScope(role, scope);
  return ctx.db.transaction(async tx =>
    toInvitation(await invite(ctx, tx, call, { email, role, scope, locale }), ctx.now()),
  );
});
