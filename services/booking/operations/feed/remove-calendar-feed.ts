import { bookingService } from '../../definition.ts';

export const removeCalendarFeed = bookingService.operation('removeCalendarFeed', async (ctx, _input, call) =>
  ctx.db.transaction(async tx => {
    const removed = await tx.run`delete from calendar_feeds where user_id = ${call.userId}`;
    return { removed: removed > 0 };
  }),
);
