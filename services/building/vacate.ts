// How a home is vacated: one place for whoever moves out, is removed, or stays no longer.

import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { json } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { BuildingCtx } from './definition.ts';
import { type Sharer, sharers } from './domain/move-out.ts';
import { residentUnverified, unitVacated } from './events.ts';
import { membershipRow } from './queries/members.ts';

interface Vacating {
  reason: 'moved_out' | 'removed' | 'stay_over' | 'account_deleted';
  by: string | null;
}

/** Ends a current membership and starts the move-out, in which every service with a share ends what hangs on the home.
 * Gives the move-out's id, or null if the membership was not current any more. */
export async function vacate(ctx: BuildingCtx, tx: Tx, membershipId: string, { reason, by }: Vacating) {
  const now = ctx.now();
  const ended = await tx.maybe(membershipRow)`
    update unit_memberships set state = 'ended', ended_at = ${now}, version = version + 1
    where id = ${membershipId} and state = 'active' returning ${membershipRow}`;
  if (!ended) return null;
  const { unit_id: unitId, building_id: buildingId } = ended;
  const userId = ended.user_id!;
  const { homes } = await tx.one({ homes: col.int })`
    update residents set homes = homes - 1
    where building_id = ${buildingId} and user_id = ${userId} returning homes`;
  const leftBuilding = homes === 0;
  const moveOutId = ctx.id();
  await tx.run`
    insert into move_outs (id, membership_id, unit_id, building_id, user_id, reason, moved_out_by, left_building, vacated_at)
    values (${moveOutId}, ${membershipId}, ${unitId}, ${buildingId}, ${userId}, ${reason}, ${by}, ${leftBuilding}, ${now})`;
  await expectReports(tx, moveOutId);
  const invitations = await tx.run`
    update invitation_codes set revoked_at = ${now}
    where unit_id = ${unitId} and created_by = ${userId} and revoked_at is null`;
  await report(tx, moveOutId, 'building', { memberships: 1, invitations }, now);
  await ctx.publish(tx, unitVacated, { unitId, buildingId, userId, moveOutId, leftBuilding });
  await ctx.publish(tx, residentUnverified, { userId, buildingId, unitId, leftBuilding });
  return moveOutId;
}

/** Notes which services have a share in a move-out. */
export const expectReports = (tx: Tx, moveOutId: string): Promise<number> =>
  tx.run`insert into move_out_reports (move_out_id, service) select ${moveOutId}::uuid, unnest(${sharers}::text[])`;

/** Records that a service has done its share; the first report counts. */
export const report = (
  tx: Queries,
  moveOutId: string,
  service: Sharer,
  ended: Record<string, number>,
  now: Instant,
): Promise<number> =>
  tx.run`
    update move_out_reports set handled_at = ${now}, ended = ${json(ended)}
    where move_out_id = ${moveOutId} and service = ${service} and handled_at is null`;
