// Who belongs to a building or a home.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Relation } from '../contract/wire.ts';
import { mayEnd } from '../domain/belonging.ts';

const shape = {
  id: col.uuid,
  unit_id: col.uuid,
  building_id: col.uuid,
  user_id: col.uuid.orNull,
  relation: col.text,
  lives_here: col.bool,
  state: col.text,
  via: col.text,
  moves_in_on: col.date.orNull,
  moves_out_on: col.date.orNull,
  started_at: col.instant.orNull,
  ended_at: col.instant.orNull,
  version: col.int,
  created_at: col.instant,
};
export const membershipShape = shape;
/** For statements that name the table `m`, or none. */
export const membershipRow = row(shape);
export const membershipRowM = row(shape, 'm');
export type MembershipRow = RowOf<typeof shape>;

export const showMembership = (found: MembershipRow) => ({
  id: found.id,
  unitId: found.unit_id,
  buildingId: found.building_id,
  userId: found.user_id,
  relation: found.relation as Relation,
  livesHere: found.lives_here,
  state: found.state as 'upcoming' | 'active' | 'ended',
  via: found.via as 'invitation' | 'request' | 'registration',
  movesInOn: found.moves_in_on,
  movesOutOn: found.moves_out_on,
  startedAt: found.started_at,
  endedAt: found.ended_at,
  version: found.version,
  createdAt: found.created_at,
});

/** Finds a membership in any state, or raises `not_found`. */
export const findMembership = async (db: Queries, id: string): Promise<MembershipRow> =>
  (await db.maybe(membershipRow)`select ${membershipRow} from unit_memberships where id = ${id}`) ??
  fail('not_found', 'no such membership');

/** Whether the caller lives or works in the building. One who joined a moment ago is known here before their token
 * says so. */
export async function belongsTo(db: Queries, call: Call, buildingId: string): Promise<boolean> {
  if (call.can(['resident', 'manager', 'support'], { building: buildingId })) return true;
  if (!call.user) return false;
  const home = await db.maybe({ homes: col.int })`
    select homes from residents where building_id = ${buildingId} and user_id = ${call.userId} and homes > 0`;
  return home !== null;
}

/** As what somebody belongs to a home now, or null. */
export async function relationTo(db: Queries, unitId: string, userId: string | undefined): Promise<Relation | null> {
  const found = await db.maybe({ relation: col.text })`
    select relation from unit_memberships
    where unit_id = ${unitId} and user_id = ${userId ?? null} and state = 'active'`;
  return (found?.relation as Relation | undefined) ?? null;
}

/** A membership the caller may end; to others it does not exist. */
export async function endableMembership(db: Queries, call: Call, id: string): Promise<MembershipRow> {
  const found = await findMembership(db, id);
  const manager = call.can('manager', { building: found.building_id });
  const self = call.user !== undefined && found.user_id === call.userId;
  const owner = !manager && !self && (await relationTo(db, found.unit_id, call.userId)) === 'owner';
  call.require(mayEnd({ manager, self, owner }, found.relation as Relation), 'no such membership');
  return found;
}
