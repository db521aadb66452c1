// How often somebody may have something. Whoever books for the same person or home waits here, so that two at once do not
// both find one left.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { type Instant, minus } from '#kernel/time';
import { periodOf } from '../domain/quota.ts';
import type { ResourceRow } from '../queries/resources.ts';

interface Booker {
  userId: string;
  unitId: string | null;
}

/** Raises `failed_precondition` with `quota_reached`, `no_home` or `missed_too_often`. */
export async function requireQuota(
  tx: Tx,
  resource: ResourceRow,
  booker: Booker,
  wallStart: string,
  now: Instant,
): Promise<void> {
  await requireFewMissed(tx, resource, booker, now);
  const { quota } = resource;
  if (!quota) return;
  const subject = quota.of === 'unit' ? booker.unitId : booker.userId;
  if (subject === null)
    return fail('failed_precondition', 'This is counted by homes, and you have none here.', { reason: 'no_home' });
  await tx.run`select pg_advisory_xact_lock(hashtextextended(${`${resource.id} ${subject}`}, 1))`;
  const { from, to } = periodOf(wallStart, quota.per);
  const { used } = await tx.one({ used: col.int })`
    select count(*)::int as used from reservations
    where resource_id = ${resource.id} and wall_start >= ${from} and wall_start < ${to}
      and case ${quota.of} when 'unit' then unit_id else user_id end = ${subject}
      and state not in ('cancelled', 'declined', 'expired')`;
  if (used >= quota.max)
    fail('failed_precondition', `At most ${quota.max} bookings per ${quota.per} and ${quota.of} are allowed.`, {
      reason: 'quota_reached',
      details: { ...quota, used },
    });
}

async function requireFewMissed(tx: Tx, resource: ResourceRow, { userId }: Booker, now: Instant): Promise<void> {
  if (!resource.no_show) return;
  const { missed } = await tx.one({ missed: col.int })`
    select count(*)::int as missed from reservations
    where resource_id = ${resource.id} and user_id = ${userId} and state = 'no_show' and starts_at > ${minus(now, '30d')}`;
  if (missed >= resource.no_show.max)
    fail('failed_precondition', `You did not come ${missed} times in 30 days; cancel what you do not need.`, {
      reason: 'missed_too_often',
    });
}
