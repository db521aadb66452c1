import type { PersonalData } from '#kernel/personal-data';
import { col } from '#kernel/sql/columns';
import { bookingService } from '../definition.ts';

export const exportPersonalData = bookingService.operation('exportPersonalData', async (ctx, { userId }) => {
  const { kept } = await ctx.db.one({ kept: col.json<PersonalData>() })`
    select jsonb_build_object(
      'homes', (select coalesce(jsonb_agg(to_jsonb(x) order by x.unit_id), '[]') from residents x where x.user_id = ${userId}),
      'bookings', (select coalesce(jsonb_agg(to_jsonb(x) - array['occupies', 'exclusive'] order by x.created_at), '[]') from reservations x where x.user_id = ${userId}),
      'series', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from booking_series x where x.user_id = ${userId}),
      'cancellations', (select coalesce(jsonb_agg(to_jsonb(x) order by x.cancelled_at), '[]') from cancellations x where x.cancelled_by = ${userId}),
      'checkIns', (select coalesce(jsonb_agg(to_jsonb(x) order by x.at), '[]') from check_ins x where x.by_user = ${userId}),
      'waiting', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from waitlist x where x.user_id = ${userId}),
      'draws', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at), '[]') from draw_entries x where x.user_id = ${userId}),
      'calendarFeeds', (select coalesce(jsonb_agg(to_jsonb(x) - 'token_hash'), '[]') from calendar_feeds x where x.user_id = ${userId})) as kept`;
  return kept;
});
