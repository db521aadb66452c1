import { col } from '#kernel/sql/columns';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';
import { requirePassword } from '../domain/password-policy.ts';
import { requestMail, requestVerification } from '../mail-requests.ts';
import { portsOf } from '../ports/ports.ts';

/** The password is hashed for known and unknown addresses alike, and the reply is one. Until the address is proven,
 * whoever registers it last counts: nobody can keep another's address by being first. */
export const register = iamService.operation('register', async (ctx, { email, password, name, locale, zone }, call) => {
  requirePassword(password, email);
  const passwordHash = await portsOf(ctx).passwords.hash(password);
  const now = ctx.now();
  const reply = await ctx.db.transaction(async tx => {
    const mine = await tx.maybe({ id: col.uuid })`
      insert into users as known (id, email, name, locale, zone, password_hash, password_changed_at, created_at, updated_at)
      values (${ctx.id()}, ${email}, ${name}, ${locale}, ${zone}, ${passwordHash}, ${now}, ${now}, ${now})
      on conflict (lower(email)) do update
        set name = excluded.name, locale = excluded.locale, zone = excluded.zone, password_hash = excluded.password_hash,
            password_changed_at = excluded.password_changed_at, updated_at = excluded.updated_at
        where known.email_verified_at is null and known.state = 'active'
      returning id`;
    if (mine) await requestVerification(ctx, tx, mine.id);
    else await requestMail(ctx, tx, 'already_registered', email);
    await audit(ctx, tx, call, { action: 'registration.requested', userId: mine?.id ?? null });
    return { email };
  });
  ctx.wake('answer-mail-requests');
  return reply;
});
