import { fail } from '#kernel/errors';
import { notificationService } from '../definition.ts';
import { isZone, nextAllowed } from '../domain/quiet-hours.ts';

export const setSettings = notificationService.operation('setSettings', async (ctx, settings, call) => {
  const { quietHours: quiet, sendWindow: window, emailDigest, zone } = settings;
  if (zone !== null && !isZone(zone)) fail('invalid_argument', 'zone: name a zone such as Europe/Berlin.');
  if (quiet && quiet.from === quiet.to) fail('invalid_argument', 'quietHours: they must end at another time.');
  if (window && window.from >= window.to) fail('invalid_argument', 'sendWindow: it must end after it begins.');
  if (nextAllowed(ctx.now(), zone ?? 'UTC', settings) === null)
    fail('invalid_argument', 'sendWindow: the quiet hours leave nothing of it; change one of them.');

  await ctx.db.run`
    insert into notification_settings
      (user_id, quiet_from, quiet_to, window_weekdays, window_from, window_to, email_digest, zone, updated_at)
    values (${call.userId}, ${quiet?.from ?? null}, ${quiet?.to ?? null}, ${window?.weekdays ?? null},
            ${window?.from ?? null}, ${window?.to ?? null}, ${emailDigest}, ${zone}, ${ctx.now()})
    on conflict (user_id) do update set
      quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to, window_weekdays = excluded.window_weekdays,
      window_from = excluded.window_from, window_to = excluded.window_to, email_digest = excluded.email_digest,
      zone = excluded.zone, updated_at = excluded.updated_at`;
  return settings;
});
