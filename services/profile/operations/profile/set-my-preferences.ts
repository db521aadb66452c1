import { profileService } from '../../definition.ts';
import { preferencesOf } from '../../queries/preferences.ts';
import { ensureProfile } from '../../queries/profiles.ts';

export const setMyPreferences = profileService.operation('setMyPreferences', async (ctx, input, { userId }) => {
  const { units, weekStarts, hours, currency } = input;
  await ctx.db.transaction(async tx => {
    await ensureProfile(tx, userId, ctx.now());
    await tx.run`
      insert into user_preferences (user_id, units, week_starts, hours, currency)
      values (${userId}, ${units}, ${weekStarts}, ${hours}, ${currency})
      on conflict (user_id) do update
      set units = excluded.units, week_starts = excluded.week_starts, hours = excluded.hours, currency = excluded.currency`;
  });
  return preferencesOf(ctx, userId);
});
