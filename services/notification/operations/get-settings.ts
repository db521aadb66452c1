import { notificationService } from '../definition.ts';
import { defaultSettings, settingsOf } from '../queries.ts';

export const getSettings = notificationService.operation('getSettings', async (ctx, _input, call) => {
  const settings = await settingsOf(ctx.db, [call.userId]);
  return settings.get(call.userId) ?? defaultSettings;
});
