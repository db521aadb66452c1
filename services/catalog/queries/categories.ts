// Categories, and what they ask of their products.

import { fail } from '#kernel/errors';
import { col, type RowOf, row } from '#kernel/sql/columns';
import type { Queries, Tx } from '#kernel/sql/database';
import type { AttributeDefinition, Attributes } from '../contract/wire.ts';
import { checkAttributes } from '../domain/attributes.ts';

export const categoryRow = row({
  id: col.uuid,
  parent_id: col.uuid.orNull,
  slug: col.text,
  title: col.text,
  position: col.int,
  path: col.uuids,
  attributes: col.json<AttributeDefinition[]>(),
  version: col.int,
});

export const showCategory = ({ parent_id, path: _path, ...category }: RowOf<typeof categoryRow>) => ({
  ...category,
  parentId: parent_id,
});

/** What categories define, with all above them; of two definitions of one key the lower one counts. */
export async function definitionsOf(db: Queries, categoryIds: readonly string[]): Promise<AttributeDefinition[]> {
  const rows = await db.many({ attributes: col.json<AttributeDefinition[]>() })`
    select c.attributes from categories c
    where c.id in (select a.id from categories x cross join unnest(x.path) as a (id)
                   where x.id = any(${categoryIds}::uuid[]))
    order by cardinality(c.path), c.id`;
  return [...new Map(rows.flatMap(({ attributes }) => attributes).map(each => [each.key, each])).values()];
}

/** Raises `invalid_argument` for attributes that these categories do not define. */
export async function requireAttributes(tx: Tx, categoryIds: readonly string[], attributes: Attributes): Promise<void> {
  if (Object.keys(attributes).length > 0) checkAttributes(await definitionsOf(tx, categoryIds), attributes);
}

/** A category, locked with the whole tree, as moving one changes the paths of others. */
export async function lockCategory(tx: Tx, categoryId: string) {
  await tx.run`select from categories order by id for no key update`;
  return (
    (await tx.maybe(categoryRow)`select ${categoryRow} from categories where id = ${categoryId}`) ??
    fail('not_found', 'no such category')
  );
}

/** The products in a category or below it. */
export async function productsBelow(tx: Tx, categoryId: string): Promise<string[]> {
  const rows = await tx.many({ product_id: col.uuid })`
    select distinct pc.product_id from categories c join product_categories pc on pc.category_id = c.id
    where c.path @> array[${categoryId}::uuid]`;
  return rows.map(({ product_id }) => product_id);
}
