import { iamService } from '../definition.ts';
import { endSessions } from '../sessions.ts';

export const revokeSessions = iamService.operation('revokeSessions', async (ctx, { which }, call) => {
  const { userId } = call;
  const except = which === 'others' ? { except: call.user!.sessionId } : {};
  return ctx.db.transaction(async tx => ({
    ended: await endSessions(ctx, tx, call, { userId, ...except, reason: 'revoked' }),
  }));
});
