import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { providersOf } from '../ports/providers.ts';

export const deleteNotification = notificationService.operation(
  'deleteNotification',
  async (ctx, { notificationId }, call) => {
    const known = await providersOf(ctx).timeline.remove(call.userId, notificationId);
    if (!known) fail('not_found', 'You have no such notification.');
  },
);
