// A building seen as a whole: its tree, and the archiving of a part of it.

import { fail } from '#kernel/errors';
import { col } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { Instant } from '#kernel/time';
import type { BuildingTree } from '../contract/wire.ts';

/** What is not archived of a building, in one statement; labels are in the order people count: 2 before 10. Raises
 * `not_found`. */
export async function readTree(db: Queries, which: { id: string } | { code: string }): Promise<BuildingTree> {
  const found = await db.maybe({ tree: col.json<BuildingTree>() })`
    select json_build_object(
      'building', json_build_object('id', b.id, 'code', b.code, 'name', b.name, 'zone', b.zone),
      'entrances', coalesce((
        select json_agg(json_build_object(
          'id', e.id, 'label', e.label,
          'floors', coalesce((
            select json_agg(json_build_object(
              'id', f.id, 'level', f.level, 'label', f.label,
              'units', coalesce((
                select json_agg(json_build_object(
                  'id', u.id, 'label', u.label, 'kind', u.kind, 'areaM2', u.area_m2, 'rooms', u.rooms)
                  order by length(u.label), u.label, u.id)
                from units u where u.floor_id = f.id and u.archived_at is null), '[]'))
              order by f.level, f.id)
            from floors f where f.entrance_id = e.id and f.archived_at is null), '[]'))
          order by length(e.label), e.label, e.id)
        from entrances e where e.building_id = b.id and e.archived_at is null), '[]')) as tree
    from buildings b
    where b.archived_at is null and ${'id' in which ? sql`b.id = ${which.id}` : sql`b.code = ${which.code}`}`;
  return found?.tree ?? fail('not_found', 'no such building');
}

/** A building, or one entrance, floor or unit of it. */
export interface Part {
  buildingId: string;
  entranceId?: string;
  floorId?: string;
  unitId?: string;
}

/** Archives a part with all that is in it, under the building's lock. Raises `failed_precondition` while anybody
 * belongs to a unit of it, now or soon. */
export async function archivePart(tx: Tx, { buildingId, entranceId, floorId, unitId }: Part, now: Instant) {
  // Locked first: whoever is being admitted to one of them right now is waited for, and then seen.
  const units = await tx.many({ id: col.uuid })`
    select id from units
    where building_id = ${buildingId} and archived_at is null
      and (${entranceId ?? null}::uuid is null or entrance_id = ${entranceId ?? null})
      and (${floorId ?? null}::uuid is null or floor_id = ${floorId ?? null})
      and (${unitId ?? null}::uuid is null or id = ${unitId ?? null})
    order by id for update`;
  const unitIds = units.map(({ id }) => id);
  const { occupied } = await tx.one({ occupied: col.int })`
    select count(distinct unit_id)::int as occupied from unit_memberships
    where unit_id = any(${unitIds}::uuid[]) and state <> 'ended'`;
  if (occupied > 0)
    fail('failed_precondition', `Somebody belongs to ${occupied} of its units still; let them move out first.`, {
      reason: 'occupied',
      details: { units: occupied },
    });
  await tx.run`
    update units set archived_at = ${now}, version = version + 1 where id = any(${unitIds}::uuid[])`;
  if (unitId) return;
  await tx.run`
    update floors set archived_at = ${now}, version = version + 1
    where building_id = ${buildingId} and archived_at is null
      and (${entranceId ?? null}::uuid is null or entrance_id = ${entranceId ?? null})
      and (${floorId ?? null}::uuid is null or id = ${floorId ?? null})`;
  if (floorId) return;
  await tx.run`
    update entrances set archived_at = ${now}, version = version + 1
    where building_id = ${buildingId} and archived_at is null
      and (${entranceId ?? null}::uuid is null or id = ${entranceId ?? null})`;
}
