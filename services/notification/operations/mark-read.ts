import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { providersOf } from '../ports/providers.ts';

export const markRead = notificationService.operation('markRead', async (ctx, { notificationId }, call) => {
  const { timeline } = providersOf(ctx);
  const known = await timeline.markRead(call.userId, notificationId, ctx.now());
  if (!known) fail('not_found', 'You have no such notification.');
});
