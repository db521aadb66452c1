import { notificationService } from '../definition.ts';
import { providersOf } from '../ports/providers.ts';

export const countUnread = notificationService.operation('countUnread', async (ctx, _input, call) => ({
  unread: await providersOf(ctx).timeline.countUnread(call.userId),
}));
