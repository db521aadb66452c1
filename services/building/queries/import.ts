// Many units at once, each statement for a whole batch of rows.

import { col } from '#kernel/sql/columns';
import type { Tx } from '#kernel/sql/database';
import { sql } from '#kernel/sql/tag';
import type { UnitRow } from '../csv.ts';
import type { BuildingCtx } from '../definition.ts';

const table = (rows: readonly UnitRow[]) => sql`
  unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ entrance }) => entrance)}::text[],
         ${rows.map(({ floor }) => floor)}::int[], ${rows.map(({ label }) => label)}::text[],
         ${rows.map(({ kind }) => kind)}::text[], ${rows.map(({ area }) => area)}::numeric[],
         ${rows.map(({ rooms }) => rooms)}::numeric[]) as r (row, entrance, level, label, kind, area, rooms)`;

/** The rows whose units are there already, and whether they are the same. */
export const knownUnits = (tx: Tx, buildingId: string, rows: readonly UnitRow[]) =>
  tx.many({ row: col.int, same: col.bool })`
    select r.row, f.level = r.level and u.kind = r.kind and u.area_m2 is not distinct from r.area
                  and u.rooms is not distinct from r.rooms as same
    from ${table(rows)}
    join entrances e on e.building_id = ${buildingId} and lower(e.label) = lower(r.entrance) and e.archived_at is null
    join units u on u.entrance_id = e.id and lower(u.label) = lower(r.label) and u.archived_at is null
    join floors f on f.id = u.floor_id`;

/** Adds units with the entrances and floors they need. Raises `already_exists` if one was added in the meantime. */
export async function addUnits(ctx: BuildingCtx, tx: Tx, buildingId: string, rows: readonly UnitRow[]): Promise<void> {
  const now = ctx.now();
  const entrances = [...new Set(rows.map(({ entrance }) => entrance))];
  await tx.run`
    insert into entrances (id, building_id, label, created_at)
    select r.id, ${buildingId}::uuid, r.label, ${now}::timestamptz
    from unnest(${entrances.map(() => ctx.id())}::uuid[], ${entrances}::text[]) as r (id, label)
    on conflict do nothing`;
  const floors = [
    ...new Map(rows.map(({ entrance, floor }) => [`${floor} ${entrance}`, { entrance, floor }])).values(),
  ];
  await tx.run`
    insert into floors (id, building_id, entrance_id, level, created_at)
    select r.id, e.building_id, e.id, r.level, ${now}::timestamptz
    from unnest(${floors.map(() => ctx.id())}::uuid[], ${floors.map(({ entrance }) => entrance)}::text[],
                ${floors.map(({ floor }) => floor)}::int[]) as r (id, entrance, level)
    join entrances e on e.building_id = ${buildingId} and lower(e.label) = lower(r.entrance) and e.archived_at is null
    on conflict do nothing`;
  const added = await tx.run`
    insert into units (id, building_id, entrance_id, floor_id, label, kind, area_m2, rooms, created_at)
    select i.id, f.building_id, f.entrance_id, f.id, r.label, r.kind, r.area, r.rooms, ${now}::timestamptz
    from ${table(rows)}
    join unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(() => ctx.id())}::uuid[]) as i (row, id) on i.row = r.row
    join entrances e on e.building_id = ${buildingId} and lower(e.label) = lower(r.entrance) and e.archived_at is null
    join floors f on f.entrance_id = e.id and f.level = r.level and f.archived_at is null`;
  if (added !== rows.length) throw new Error(`${added} of ${rows.length} units found their floor`);
}
