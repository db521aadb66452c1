import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import { audit } from '../audit.ts';
import { iamService } from '../definition.ts';

export const unlinkIdentity = iamService.operation('unlinkIdentity', async (ctx, { identityId }, call) => {
  const { userId } = call;
  await ctx.db.transaction(async tx => {
    // Two identities unlinked at once must not both count on the other.
    await tx.maybe({ id: col.uuid })`select id from users where id = ${userId} for no key update`;
    const removed = await tx.maybe({ provider: col.text })`
      delete from oauth_identities where id = ${identityId} and user_id = ${userId} returning provider`;
    call.require(removed !== null, 'You have no such identity.');
    const { remains } = await tx.one({ remains: col.bool })`
      select u.password_hash is not null or exists (select from oauth_identities o where o.user_id = u.id) as remains
      from users u where u.id = ${userId}`;
    if (!remains) fail('failed_precondition', 'Choose a password first; this is your only way to sign in.');
    await audit(ctx, tx, call, { action: 'identity.unlinked', userId, details: { provider: removed!.provider } });
  });
});
