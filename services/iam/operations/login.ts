import { fail } from '#kernel/errors';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { keyedHash } from '../keyed-hash.ts';
import { takeTry } from '../limits.ts';
import { userByEmail } from '../people.ts';
import { portsOf } from '../ports/ports.ts';
import { signIn, suspended } from '../sign-in.ts';

/** One reading, one hash and one entry in the log for whoever fails, whether the address is known or not. */
export const login = iamService.operation('login', async (ctx, { email, password }, call) => {
  await takeTry(ctx, 'login', email);
  const { passwords } = portsOf(ctx);
  const found = await userByEmail(ctx.db, email);
  const matches = await passwords.verify(found?.password_hash ?? null, password);
  if (!found?.password_hash || !matches || !found.email_verified_at || found.state === 'suspended') {
    const address = keyedHash(ctx, 'address', email).toString('hex');
    await audit(ctx, ctx.db, call, { action: 'login.failed', userId: found?.id ?? null, details: { address } });
    if (matches && found?.state === 'suspended') suspended();
    return fail('unauthenticated', 'The e-mail or the password is wrong, or the address is not proven yet.', {
      reason: 'invalid_credentials',
    });
  }
  const { id: userId, password_hash: known, password_changed_at: passwordChangedAt } = found;
  const renewed = passwords.isOutdated(known) ? await passwords.hash(password) : null;
  return ctx.db.transaction(async tx => {
    // Before the row is held by `signIn`: two logins that both held it could not both write it.
    if (renewed)
      await tx.run`update users set password_hash = ${renewed} where id = ${userId} and password_hash = ${known}`;
    return signIn(ctx, tx, call, { userId, method: 'password', passwordChangedAt });
  });
});
