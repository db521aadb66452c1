import { iamService } from '../definition.ts';
import { endSessions } from '../sessions.ts';

export const logout = iamService.operation('logout', async (ctx, _input, call) => {
  const { userId } = call;
  await ctx.db.transaction(async tx => {
    await endSessions(ctx, tx, call, { userId, only: call.user!.sessionId, reason: 'logout' });
  });
});
