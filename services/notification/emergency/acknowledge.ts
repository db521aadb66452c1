// A home acknowledges an emergency by anyone who is asked for it.

import { col } from '#kernel/sql/columns';
import type { NotificationCtx } from '../definition.ts';

/** Acknowledges for every home of the person that has not yet; false if none of their homes was asked. */
export async function acknowledge(ctx: NotificationCtx, emergencyId: string, userId: string): Promise<boolean> {
  await ctx.db.run`
    update acknowledgements set acknowledged_by = ${userId}, acknowledged_at = ${ctx.now()}, next_at = null
    where emergency_id = ${emergencyId} and people @> array[${userId}]::uuid[] and acknowledged_at is null`;
  const { asked } = await ctx.db.one({ asked: col.bool })`
    select exists (
      select from acknowledgements where emergency_id = ${emergencyId} and people @> array[${userId}]::uuid[]) as asked`;
  return asked;
}
