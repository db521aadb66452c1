import { fail } from '#kernel/errors';
import { iamService } from '../definition.ts';
import { userUpdated } from '../events.ts';
import { accountOf, sealPhone, userById } from '../people.ts';

export const updateMe = iamService.operation('updateMe', async (ctx, { expectedVersion, ...wanted }, call) => {
  const { userId } = call;
  return ctx.db.transaction(async tx => {
    const before = await userById(tx, userId);
    const changed = Object.entries(wanted).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    const phone = wanted.phone === undefined ? before.phone : wanted.phone && sealPhone(ctx, userId, wanted.phone);
    const { name = before.name, locale = before.locale, zone = before.zone } = wanted;
    // What is not named keeps the value read here, so the version read with it must still hold.
    const written = await tx.run`
      update users set name = ${name}, locale = ${locale}, zone = ${zone}, phone = ${phone},
                       updated_at = ${ctx.now()}, version = version + 1
      where id = ${userId} and version = ${expectedVersion ?? before.version}`;
    if (written === 0) fail('version_mismatch', 'Your account was changed elsewhere; read it again.');
    if (changed.length > 0) await ctx.publish(tx, userUpdated, { userId, changed });
    return accountOf(ctx, tx, userId);
  });
});
