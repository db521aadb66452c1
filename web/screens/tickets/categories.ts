// The categories of a building, by name and as the tree they are.

import type { OutputOf } from '#kernel/contract';
import { ticket } from '#services/ticket/contract';
import { useRead } from '#web/api/queries.ts';

const { listCategories } = ticket.endpoints;
export type Category = OutputOf<typeof listCategories>['items'][number];

/** All of them, a category before those below it; archived ones still give old tickets their name. */
export function useCategories(buildingId: string | undefined): readonly Category[] | undefined {
  const { data } = useRead(
    listCategories,
    { buildingId: buildingId ?? '', withArchived: true },
    { enabled: buildingId !== undefined },
  );
  return data?.items;
}

export const nameOf = (categories: readonly Category[] | undefined, id: string): string | undefined =>
  categories?.find(each => each.id === id)?.name;

/** Those directly below another, or at the top, that are in use. */
export const below = (categories: readonly Category[], parentId: string | null): Category[] =>
  categories.filter(each => each.parentId === parentId && !each.archived);

/** As options of a select: what lies below is moved in. One that is in use stays, though it be archived. */
export const optionsOf = (categories: readonly Category[], used?: string): { value: string; label: string }[] =>
  categories
    .filter(({ id, archived }) => !archived || id === used)
    .map(({ id, name, path }) => ({ value: id, label: `${'\u2003'.repeat(path.length - 1)}${name}` }));
