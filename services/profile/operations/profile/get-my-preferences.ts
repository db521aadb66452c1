import { profileService } from '../../definition.ts';
import { preferencesOf } from '../../queries/preferences.ts';

export const getMyPreferences = profileService.operation('getMyPreferences', async (ctx, _input, { userId }) =>
  preferencesOf(ctx, userId),
);
