import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { allPreferences, refusal } from '../domain/preferences.ts';
import { choicesOf, choose } from '../queries.ts';

export const setPreferences = notificationService.operation('setPreferences', async (ctx, { items }, call) => {
  for (const choice of items) {
    const why = refusal(choice);
    if (why) fail('failed_precondition', why, { reason: 'not_a_choice' });
  }
  // The last word on a type and channel holds.
  const chosen = new Map(items.map(choice => [`${choice.type}|${choice.channel}`, choice]));
  await choose(ctx.db, call.userId, [...chosen.values()], ctx.now());
  const choices = await choicesOf(ctx.db, [call.userId]);
  return { items: allPreferences(choices.get(call.userId) ?? []) };
});
