// Buildings and their parts as rows, and the lock under which they change.

import type { Call } from '#kernel/call';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { UnitKind } from '../contract/wire.ts';

const versioned = { version: col.int, created_at: col.instant, archived_at: col.instant.orNull };

export const buildingRow = row({
  id: col.uuid,
  code: col.text,
  name: col.text,
  street: col.text,
  line2: col.text.orNull,
  postal_code: col.text,
  city: col.text,
  country: col.text,
  zone: col.text,
  ...versioned,
});
type BuildingRow = RowOf<typeof buildingRow>;

export const entranceRow = row({ id: col.uuid, building_id: col.uuid, label: col.text, ...versioned });
type EntranceRow = RowOf<typeof entranceRow>;

export const floorRow = row({
  id: col.uuid,
  building_id: col.uuid,
  entrance_id: col.uuid,
  level: col.int,
  label: col.text.orNull,
  ...versioned,
});
type FloorRow = RowOf<typeof floorRow>;

export const unitRow = row({
  id: col.uuid,
  building_id: col.uuid,
  entrance_id: col.uuid,
  floor_id: col.uuid,
  label: col.text,
  kind: col.text,
  area_m2: col.numeric.orNull,
  rooms: col.numeric.orNull,
  ...versioned,
});
export type UnitRow = RowOf<typeof unitRow>;

type Versioned = Pick<BuildingRow, 'id' | 'version' | 'created_at' | 'archived_at'>;
const showVersioned = (found: Versioned) => ({
  id: found.id,
  state: found.archived_at === null ? ('active' as const) : ('archived' as const),
  version: found.version,
  createdAt: found.created_at,
});

export const showBuilding = (found: BuildingRow) => ({
  ...showVersioned(found),
  code: found.code,
  name: found.name,
  address: {
    street: found.street,
    line2: found.line2,
    postalCode: found.postal_code,
    city: found.city,
    country: found.country,
  },
  zone: found.zone,
});

export const showEntrance = (found: EntranceRow) => ({
  ...showVersioned(found),
  buildingId: found.building_id,
  label: found.label,
});

export const showFloor = (found: FloorRow) => ({
  ...showVersioned(found),
  buildingId: found.building_id,
  entranceId: found.entrance_id,
  level: found.level,
  label: found.label,
});

export const showUnit = (found: UnitRow) => ({
  ...showVersioned(found),
  buildingId: found.building_id,
  entranceId: found.entrance_id,
  floorId: found.floor_id,
  label: found.label,
  kind: found.kind as UnitKind,
  areaM2: found.area_m2 === null ? null : Number(found.area_m2),
  rooms: found.rooms === null ? null : Number(found.rooms),
});

const none = {
  building: 'no such building',
  entrance: 'no such entrance',
  floor: 'no such floor',
  unit: 'no such unit',
};

/** Each finds a row, archived or not, or raises `not_found`. */
export const findBuilding = async (db: Queries, id: string): Promise<BuildingRow> =>
  (await db.maybe(buildingRow)`select ${buildingRow} from buildings where id = ${id}`) ??
  fail('not_found', none.building);
export const findEntrance = async (db: Queries, id: string): Promise<EntranceRow> =>
  (await db.maybe(entranceRow)`select ${entranceRow} from entrances where id = ${id}`) ??
  fail('not_found', none.entrance);
export const findFloor = async (db: Queries, id: string): Promise<FloorRow> =>
  (await db.maybe(floorRow)`select ${floorRow} from floors where id = ${id}`) ?? fail('not_found', none.floor);
export const findUnit = async (db: Queries, id: string): Promise<UnitRow> =>
  (await db.maybe(unitRow)`select ${unitRow} from units where id = ${id}`) ?? fail('not_found', none.unit);

/** The same for a manager of its building; to others it does not exist. */
export async function managedEntrance(db: Queries, call: Call, id: string): Promise<EntranceRow> {
  const found = await findEntrance(db, id);
  call.require(call.can('manager', { building: found.building_id }), none.entrance);
  return found;
}
export async function managedFloor(db: Queries, call: Call, id: string): Promise<FloorRow> {
  const found = await findFloor(db, id);
  call.require(call.can('manager', { building: found.building_id }), none.floor);
  return found;
}
export async function managedUnit(db: Queries, call: Call, id: string): Promise<UnitRow> {
  const found = await findUnit(db, id);
  call.require(call.can('manager', { building: found.building_id }), none.unit);
  return found;
}

/** Locks a building that is not archived. Changes of a building's structure take turns under this lock, so that nothing
 * is added to what is being archived; those who only refer to the building are not held up. */
export const lockBuilding = async (tx: Tx, id: string): Promise<BuildingRow> =>
  (await tx.maybe(buildingRow)`
    select ${buildingRow} from buildings where id = ${id} and archived_at is null for no key update`) ??
  fail('not_found', none.building);

/** Refuses to change what is archived, or what is no longer as the caller saw it. */
export function checkChange(found: Versioned, expectedVersion?: number): void {
  if (found.archived_at !== null)
    fail('failed_precondition', 'This is archived and stays as it is.', { reason: 'archived' });
  if (expectedVersion !== undefined && expectedVersion !== found.version)
    fail('version_mismatch', 'Somebody changed this in the meantime; read it again.');
}
