import { fail } from '#kernel/errors';
import { sha256 } from '#kernel/security/digest';
import { col } from '#kernel/sql/columns';
import { minus } from '#kernel/time';
import { bookingService } from '../../definition.ts';
import { calendarText } from '../../ports/ical.ts';

const eventRow = {
  id: col.uuid,
  version: col.int,
  resource_name: col.text,
  note: col.text,
  starts_at: col.instant,
  ends_at: col.instant,
  state: col.text,
};

export const getCalendarFeed = bookingService.operation('getCalendarFeed', async (ctx, { feedToken }) => {
  const feed = await ctx.db.maybe({ user_id: col.uuid })`
    select user_id from calendar_feeds where token_hash = ${sha256(feedToken)}`;
  const { user_id } = feed ?? fail('not_found', 'There is no such calendar.');
  // Of a building that somebody has left nothing is shown.
  const rows = await ctx.db.many(eventRow)`
    select b.id, b.version, b.resource_name, b.note, b.starts_at, b.ends_at, b.state
    from booking_cards b
    where b.user_id = ${user_id} and b.starts_at > ${minus(ctx.now(), '90d')}
      and b.state in ('pending', 'confirmed', 'checked_in', 'completed')
      and (exists (select from residents h where h.user_id = b.user_id and h.building_id = b.building_id and h.lives)
           or not exists (select from residents h where h.user_id = b.user_id and h.building_id = b.building_id))
    order by b.starts_at, b.id limit 500`;
  const events = rows.map(found => ({
    uid: `${found.id}@agora`,
    sequence: found.version,
    startsAt: found.starts_at,
    endsAt: found.ends_at,
    summary: found.resource_name,
    description: found.note,
    confirmed: found.state !== 'pending',
  }));
  return {
    mime: 'text/calendar; charset=utf-8',
    content: calendarText({ name: 'Bookings', stamp: ctx.now(), events }),
    filename: 'bookings.ics',
  };
});
