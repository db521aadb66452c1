import { fail } from '#kernel/errors';
import { iamService } from '../definition.ts';
import { userById } from '../people.ts';
import { newTotp, sealSecret } from '../second-factor.ts';

export const setUpTotp = iamService.operation('setUpTotp', async (ctx, _input, call) => {
  const { id: userId, email } = await userById(ctx.db, call.userId);
  const totp = newTotp(ctx, email);
  const begun = await ctx.db.run`
    insert into second_factors as known (user_id, secret, created_at)
    values (${userId}, ${sealSecret(ctx, userId, totp.secret)}, ${ctx.now()})
    on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, last_step = 0
      where known.confirmed_at is null`;
  if (begun === 0)
    return fail('failed_precondition', 'Your second factor is on; switch it off first to set up another app.');
  return totp;
});
