import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { audit } from '../audit.ts';
import { type IamCtx, iamService } from '../definition.ts';
import { takeTry } from '../limits.ts';
import { userById } from '../people.ts';
import { portsOf } from '../ports/ports.ts';
import { takeSecondFactor } from '../second-factor.ts';
import { issueAccessToken } from '../sessions.ts';

export const confirmSession = iamService.operation('confirmSession', async (ctx, { password, code }, call) => {
  const { userId } = call;
  const sessionId = call.user!.sessionId;
  const { password_hash } = await userById(ctx.db, userId);
  const proven =
    password !== undefined
      ? await portsOf(ctx).passwords.verify(password_hash, password)
      : await provenByCode(ctx, userId, code);
  if (!proven) {
    await audit(ctx, ctx.db, call, { action: 'session.confirmation_failed', userId });
    return fail('permission_denied', 'This is wrong; try again.', { reason: 'invalid_credentials' });
  }
  const authenticatedAt = ctx.now();
  return ctx.db.transaction(async tx => {
    const open = await tx.maybe({ id: col.uuid })`
      update sessions set authenticated_at = ${authenticatedAt}
      where id = ${sessionId} and user_id = ${userId} and ended_at is null returning id`;
    if (!open) return fail('not_found', 'This session has ended; sign in again.');
    await audit(ctx, tx, call, { action: 'session.confirmed', userId });
    return issueAccessToken(ctx, tx, { userId, sessionId, authenticatedAt });
  });
});

async function provenByCode(ctx: IamCtx, userId: string, code: string | undefined): Promise<boolean> {
  if (code === undefined) return fail('invalid_argument', 'Send your password or a code of your authenticator app.');
  await takeTry(ctx, 'second-factor', userId);
  return takeSecondFactor(ctx, ctx.db, userId, code);
}
