import { fail } from '#kernel/errors';
import { iamService } from '../definition.ts';
import { requirePassword } from '../domain/password-policy.ts';
import { setPassword } from '../passwords.ts';
import { userById } from '../people.ts';
import { portsOf } from '../ports/ports.ts';
import { openSession } from '../sessions.ts';
import { requireValid } from '../sign-in.ts';

export const changePassword = iamService.operation('changePassword', async (ctx, input, call) => {
  const { userId } = call;
  const { email, password_hash, password_changed_at: passwordChangedAt } = await userById(ctx.db, userId);
  if (!password_hash)
    return fail('failed_precondition', 'Your account has no password yet; choose one by a reset link.', {
      reason: 'no_password',
    });
  const { passwords } = portsOf(ctx);
  if (!(await passwords.verify(password_hash, input.currentPassword)))
    return fail('permission_denied', 'The current password is wrong.', { reason: 'invalid_credentials' });
  requirePassword(input.newPassword, email, 'newPassword');
  const passwordHash = await passwords.hash(input.newPassword);
  return ctx.db.transaction(async tx => {
    await requireValid(tx, { userId, method: 'password', passwordChangedAt });
    await setPassword(ctx, tx, call, userId, passwordHash);
    return openSession(ctx, tx, call, { userId, method: 'password' });
  });
});
