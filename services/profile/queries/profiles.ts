// Somebody's profile. It is there from the first thing said in it, even before word of the account has come.

import type { Queries } from '#kernel/sql/database';
import type { Instant } from '#kernel/time';

/** Makes sure that somebody has a profile. */
export async function ensureProfile(db: Queries, userId: string, now: Instant): Promise<void> {
  await db.run`insert into user_profiles (user_id, created_at) values (${userId}, ${now}) on conflict do nothing`;
}

/** Locks somebody's profile, so that two changes of what belongs to it come one after the other. */
export async function lockProfile(db: Queries, userId: string, now: Instant): Promise<void> {
  await ensureProfile(db, userId, now);
  await db.run`select from user_profiles where user_id = ${userId} for update`;
}

export const birthdayPlace = (userId: string): string => `user_profiles|birthday|${userId}`;
