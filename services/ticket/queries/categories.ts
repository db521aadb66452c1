// Categories as rows, and what each promises.

import type { z } from 'zod';
import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries } from '#kernel/sql/database';
import type { Category, Sla } from '../contract/setup.ts';
import { slaOf } from '../domain/sla.ts';

const shape = {
  id: col.uuid,
  building_id: col.uuid,
  parent_id: col.uuid.orNull,
  path: col.uuids,
  name: col.text,
  position: col.int,
  sla: col.json<Sla>().orNull,
  archived_at: col.instant.orNull,
  version: col.int,
};
export const categoryRow = row(shape, 'c');

export const toCategory = (found: RowOf<typeof shape>): z.output<typeof Category> => ({
  id: found.id,
  buildingId: found.building_id,
  parentId: found.parent_id,
  path: found.path,
  name: found.name,
  position: found.position,
  sla: found.sla,
  archived: found.archived_at !== null,
  version: found.version,
});

/** What a category promises, itself or through those above it. Raises `not_found` unless the building has it,
 * `failed_precondition` if it or one above it is archived. */
export async function slaOfCategory(db: Queries, categoryId: string, buildingId: string): Promise<Sla> {
  const fromTop = await db.many({ sla: col.json<Sla>().orNull, archived: col.bool })`
    select a.sla, a.archived_at is not null as archived
    from categories c join categories a on a.id = any(c.path)
    where c.id = ${categoryId} and c.building_id = ${buildingId} order by cardinality(a.path)`;
  if (fromTop.length === 0) fail('not_found', 'The building has no such category.');
  if (fromTop.some(({ archived }) => archived))
    fail('failed_precondition', 'This category is archived: choose another.', { reason: 'category_archived' });
  return slaOf(fromTop.map(({ sla }) => sla));
}
