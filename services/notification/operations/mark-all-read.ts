import { notificationService } from '../definition.ts';
import { providersOf } from '../ports/providers.ts';

export const markAllRead = notificationService.operation('markAllRead', (ctx, _input, call) =>
  providersOf(ctx).timeline.markAllRead(call.userId, ctx.now()),
);
