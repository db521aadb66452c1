// How somebody reads dates, amounts and measures. Language and time zone are the account's: iam keeps them, and
// notification asks iam, so that nobody has to set them twice.

import { messageOf } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { ProfileCtx } from '../definition.ts';

const shape = {
  units: col.any<'metric' | 'imperial'>(),
  weekStarts: col.any<'monday' | 'sunday' | 'saturday'>(),
  hours: col.any<'24h' | '12h'>(),
  currency: col.text,
};

const usual = { units: 'metric', weekStarts: 'monday', hours: '24h', currency: 'EUR' } as const;

/** The preferences of somebody, the usual ones where nothing was said. */
export async function preferencesOf(ctx: ProfileCtx, userId: string) {
  const said = await ctx.db.maybe(shape)`
    select units, week_starts as "weekStarts", hours, currency from user_preferences where user_id = ${userId}`;
  return { ...(await accountOf(ctx, userId)), ...(said ?? usual) };
}

async function accountOf(ctx: ProfileCtx, userId: string) {
  try {
    const { items } = await ctx.clients.iam.getUsers({ userIds: [userId] });
    return { language: items[0]?.locale ?? null, zone: items[0]?.zone ?? null };
  } catch (error) {
    ctx.log.warn({ reason: messageOf(error) }, 'preferences are shown without those of the account');
    return { language: null, zone: null };
  }
}
