import { iamService } from '../definition.ts';
import { endSessions } from '../sessions.ts';

export const revokeSession = iamService.operation('revokeSession', async (ctx, { sessionId }, call) => {
  await ctx.db.transaction(async tx => {
    const ended = await endSessions(ctx, tx, call, { userId: call.userId, only: sessionId, reason: 'revoked' });
    call.require(ended === 1, 'You have no such open session.');
  });
});
