import { iamService } from '../definition.ts';
import { mayGrant, requireFittingScope } from '../domain/grants.ts';
import { granterOf } from '../granter.ts';
import { userById } from '../people.ts';
import { grant } from '../roles.ts';

export const grantRole = iamService.operation('grantRole', async (ctx, { userId, role, scope }, call) => {
  call.require(mayGrant(granterOf(call), role, scope), 'There is no such role for you to grant there.');
  requireFittingScope(role, scope);
  await ctx.db.transaction(async tx => {
    await userById(tx, userId);
    await grant(ctx, tx, call, { userId, role, scope, at: ctx.now() });
  });
});
