// SQL that several parts share, and how rows become what the rules and the wire know.

import { col, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Choice } from './domain/preferences.ts';
import type { Wishes } from './domain/quiet-hours.ts';
import type { Channel, TypeName } from './domain/types.ts';

/** What people have chosen, by person. */
export async function choicesOf(db: Queries, userIds: readonly string[]): Promise<Map<string, Choice[]>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.many({ user_id: col.uuid, type: col.text, channel: col.text, enabled: col.bool })`
    select user_id, type, channel, enabled from notification_preferences where user_id = any(${userIds}::uuid[])`;
  const choices = new Map<string, Choice[]>();
  for (const { user_id, type, channel, enabled } of rows)
    choices.set(user_id, [
      ...(choices.get(user_id) ?? []),
      { type: type as TypeName, channel: channel as Channel, enabled },
    ]);
  return choices;
}

/** Switches types and channels on or off for somebody. */
export const choose = (db: Queries, userId: string, choices: readonly Choice[], now: string): Promise<number> =>
  db.run`
    insert into notification_preferences (user_id, type, channel, enabled, updated_at)
    select ${userId}::uuid, c.type, c.channel, c.enabled, ${now}::timestamptz
    from unnest(${choices.map(c => c.type)}::text[], ${choices.map(c => c.channel)}::text[],
                ${choices.map(c => c.enabled)}::boolean[]) as c (type, channel, enabled)
    on conflict (user_id, type, channel) do update set enabled = excluded.enabled, updated_at = excluded.updated_at`;

export interface Settings extends Wishes {
  emailDigest: 'immediate' | 'hourly' | 'daily';
  zone: string | null;
}
export const defaultSettings: Settings = {
  quietHours: null,
  sendWindow: null,
  emailDigest: 'immediate',
  zone: null,
};

const settingsRow = row({
  user_id: col.uuid,
  quiet_from: col.time.orNull,
  quiet_to: col.time.orNull,
  window_weekdays: col.ints.orNull,
  window_from: col.time.orNull,
  window_to: col.time.orNull,
  email_digest: col.text,
  zone: col.text.orNull,
});

/** The settings of those who have made any, by person. */
export async function settingsOf(db: Queries, userIds: readonly string[]): Promise<Map<string, Settings>> {
  if (userIds.length === 0) return new Map();
  const rows = await db.many(settingsRow)`
    select ${settingsRow} from notification_settings where user_id = any(${userIds}::uuid[])`;
  return new Map(
    rows.map(found => {
      const { window_weekdays: weekdays } = found;
      const window = hours(found.window_from, found.window_to);
      return [
        found.user_id,
        {
          quietHours: hours(found.quiet_from, found.quiet_to),
          sendWindow: weekdays && window ? { weekdays, ...window } : null,
          emailDigest: found.email_digest as Settings['emailDigest'],
          zone: found.zone,
        },
      ];
    }),
  );
}

/** `22:00:00` is `22:00` on the wire. */
const hours = (from: string | null, to: string | null) =>
  from === null || to === null ? null : { from: from.slice(0, 5), to: to.slice(0, 5) };

export interface Staff {
  userId: string;
  role: 'manager' | 'support';
}

/** Who manages and supports a building. */
export async function staffOf(db: Queries, buildingId: string): Promise<Staff[]> {
  const rows = await db.many({ user_id: col.uuid, role: col.text })`
    select user_id, role from building_staff where building_id = ${buildingId} order by user_id`;
  return rows.map(found => ({ userId: found.user_id, role: found.role as Staff['role'] }));
}

/** Who decides in a building. */
export const managersOf = async (db: Queries, buildingId: string): Promise<string[]> =>
  (await staffOf(db, buildingId)).filter(({ role }) => role === 'manager').map(({ userId }) => userId);

/** Who works for a vendor. */
export async function vendorStaffOf(db: Queries, vendorId: string): Promise<string[]> {
  const rows = await db.many({ user_id: col.uuid })`
    select user_id from vendor_staff where vendor_id = ${vendorId} order by user_id`;
  return rows.map(found => found.user_id);
}
