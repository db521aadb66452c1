import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { requirePassword } from '../domain/password-policy.ts';
import { takeTry } from '../limits.ts';
import { requestMail, requestVerification } from '../mail-requests.ts';
import { userByEmail } from '../people.ts';
import { portsOf } from '../ports/ports.ts';

/** The password is hashed for known and unknown addresses alike, and the reply is one. While nobody has proven the
 * address, each registration gets a link of its own, so that none can take it by being first or last. */
export const register = iamService.operation('register', async (ctx, input, call) => {
  const { email, password, name, locale, zone } = input;
  requirePassword(password, email);
  await takeTry(ctx, 'mail', email);
  const passwordHash = await portsOf(ctx).passwords.hash(password);
  const now = ctx.now();
  const reply = await ctx.db.transaction(async tx => {
    await tx.run`
      insert into users (id, email, name, locale, zone, password_hash, password_changed_at, created_at, updated_at)
      values (${ctx.id()}, ${email}, ${name}, ${locale}, ${zone}, ${passwordHash}, ${now}, ${now}, ${now})
      on conflict (lower(email)) do nothing`;
    const found = await userByEmail(tx, email);
    if (found && !found.email_verified_at) await requestVerification(ctx, tx, found.id, { name, passwordHash });
    else await requestMail(ctx, tx, 'already_registered', email);
    await audit(ctx, tx, call, { action: 'registration.requested', userId: found?.id ?? null });
    return { email };
  });
  ctx.wake('answer-mail-requests');
  return reply;
});
