import { profileService } from '../../definition.ts';
import { ensureProfile } from '../../queries/profiles.ts';
import { profileOf } from '../../queries/show.ts';

export const getMyProfile = profileService.operation('getMyProfile', async (ctx, _input, { userId }) => {
  await ensureProfile(ctx.db, userId, ctx.now());
  return profileOf(ctx, ctx.db, userId);
});
