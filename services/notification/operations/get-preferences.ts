import { notificationService } from '../definition.ts';
import { allPreferences } from '../domain/preferences.ts';
import { choicesOf } from '../queries.ts';

export const getPreferences = notificationService.operation('getPreferences', async (ctx, _input, call) => {
  const choices = await choicesOf(ctx.db, [call.userId]);
  return { items: allPreferences(choices.get(call.userId) ?? []) };
});
