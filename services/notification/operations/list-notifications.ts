import { Id, Timestamp } from '#kernel/contract';
import { afterCursor, toPage } from '#kernel/page';
import { notificationService } from '../definition.ts';
import { providersOf } from '../ports/providers.ts';

export const listNotifications = notificationService.operation(
  'listNotifications',
  async (ctx, { limit, cursor, unread }, call) => {
    const key = afterCursor(cursor, [Timestamp, Id]);
    const items = await providersOf(ctx).timeline.list(call.userId, {
      after: key && { createdAt: key[0], id: key[1] },
      unread: unread ?? false,
      limit: limit + 1,
    });
    return toPage(
      items,
      limit,
      item => [item.createdAt, item.id],
      ({ userId: _, ...shown }) => shown,
    );
  },
);
