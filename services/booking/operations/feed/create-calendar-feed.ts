import { sha256 } from '#kernel/security/digest';
import { bookingService } from '../../definition.ts';

export const createCalendarFeed = bookingService.operation('createCalendarFeed', async (ctx, _input, call) =>
  ctx.db.transaction(async tx => {
    const token = ctx.random.token(32);
    await tx.run`
      insert into calendar_feeds (user_id, token_hash, created_at) values (${call.userId}, ${sha256(token)}, ${ctx.now()})
      on conflict (user_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at`;
    return { url: `${ctx.publicUrl}/api/v1/booking-calendars/${token}` };
  }),
);
