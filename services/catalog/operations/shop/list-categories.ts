import { col } from '#kernel/sql/columns';
import type { CategoryNode } from '../../contract/wire.ts';
import { catalogService } from '../../definition.ts';

const nodeRow = {
  id: col.uuid,
  parent_id: col.uuid.orNull,
  slug: col.text,
  title: col.text,
  attributes: col.json<CategoryNode['attributes']>(),
};

export const listCategories = catalogService.operation('listCategories', async ctx => {
  const rows = await ctx.db.many(nodeRow)`
    select id, parent_id, slug, title, attributes from categories order by position, title, id`;
  const below = Map.groupBy(rows, ({ parent_id }) => parent_id);
  const treesOf = (parentId: string | null): CategoryNode[] =>
    (below.get(parentId) ?? []).map(({ parent_id: _parent, ...node }) => ({ ...node, children: treesOf(node.id) }));
  return { items: treesOf(null) };
});
