import { iamService } from '../definition.ts';
import { mayGrant } from '../domain/grants.ts';
import { granterOf } from '../granter.ts';
import { userById } from '../people.ts';
import { requireAnotherAdmin, revoke } from '../roles.ts';

export const revokeRole = iamService.operation('revokeRole', async (ctx, { userId, role, scope }, call) => {
  call.require(mayGrant(granterOf(call), role, scope), 'There is no such role for you to take back there.');
  await ctx.db.transaction(async tx => {
    await userById(tx, userId);
    if (role === 'admin') await requireAnotherAdmin(tx, userId);
    await revoke(ctx, tx, call, { userId, role, scope, at: ctx.now() });
  });
});
