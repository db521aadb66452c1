// How somebody comes to belong to a home, whichever way they joined.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import type { Relation, UnitKind } from './contract/wire.ts';
import type { BuildingCtx } from './definition.ts';
import { beginning, livesThere, type Stay } from './domain/belonging.ts';
import { dayIn } from './domain/days.ts';
import { residentVerified, unitAssignedToUser } from './events.ts';
import { type MembershipRow, membershipRow } from './queries/members.ts';
import { settleRequests } from './queries/verifications.ts';

interface Admission extends Stay {
  unitId: string;
  userId: string;
  relation: Relation;
  livesHere: boolean;
  via: 'invitation' | 'request' | 'registration';
}

/** Lets somebody belong to a home, from now or from the day they move in. Raises `not_found` for an archived home,
 * `failed_precondition` for a stay that is over or a place nobody lives in, `already_exists` for a second membership. */
export async function admit(ctx: BuildingCtx, tx: Tx, admission: Admission): Promise<MembershipRow> {
  const { unitId, userId, relation, movesInOn, movesOutOn } = admission;
  const now = ctx.now();
  // The share lock keeps the home from being archived or changing its kind until the membership is there to be seen.
  const home =
    (await tx.maybe({ building_id: col.uuid, kind: col.text, zone: col.text })`
      select u.building_id, u.kind, b.zone from units u join buildings b on b.id = u.building_id
      where u.id = ${unitId} and u.archived_at is null for share of u`) ?? fail('not_found', 'no such unit');
  const state = beginning({ movesInOn, movesOutOn }, dayIn(home.zone, now));
  const livesHere = livesThere(home.kind as UnitKind, relation, admission.livesHere);
  // Before the membership, as whoever approves a request locks that first too.
  await settleRequests(ctx, tx, { unitId, userId });
  const added = await tx.one(membershipRow)`
    insert into unit_memberships (id, unit_id, building_id, user_id, relation, lives_here, state, via, moves_in_on,
                                  moves_out_on, started_at, created_at)
    values (${ctx.id()}, ${unitId}, ${home.building_id}, ${userId}, ${relation}, ${livesHere}, ${state},
            ${admission.via}, ${movesInOn}, ${movesOutOn}, ${state === 'active' ? now : null}, ${now})
    returning ${membershipRow}`;
  if (state === 'active') await announce(ctx, tx, added);
  return added;
}

/** Begins a stay whose day has come; false if it began or was called off in the meantime. */
export async function beginStay(ctx: BuildingCtx, tx: Tx, membershipId: string): Promise<boolean> {
  const begun = await tx.maybe(membershipRow)`
    update unit_memberships set state = 'active', started_at = ${ctx.now()}, version = version + 1
    where id = ${membershipId} and state = 'upcoming' returning ${membershipRow}`;
  if (begun) await announce(ctx, tx, begun);
  return begun !== null;
}

/** Counts the home of a person and tells the other services. */
async function announce(ctx: BuildingCtx, tx: Tx, membership: MembershipRow): Promise<void> {
  const { unit_id: unitId, building_id: buildingId, relation } = membership;
  const userId = membership.user_id!;
  const { entrance_id: entranceId } = await tx.one({ entrance_id: col.uuid })`
    insert into residents (building_id, user_id, homes, since) values (${buildingId}, ${userId}, 1, ${ctx.now()})
    on conflict (building_id, user_id) do update set homes = residents.homes + 1,
      since = case when residents.homes = 0 then excluded.since else residents.since end
    returning (select entrance_id from units where id = ${unitId})`;
  await ctx.publish(tx, unitAssignedToUser, {
    unitId,
    buildingId,
    entranceId,
    userId,
    relation: relation as Relation,
  });
  await ctx.publish(tx, residentVerified, { userId, buildingId, unitId });
}
