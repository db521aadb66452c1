import { useNeighbour } from '#web/app/names.ts';
import { blank } from '#web/kit/surface.tsx';
import { feedText } from '#web/text/feed.ts';
import { useText } from '#web/text/language.ts';

export interface Author {
  name: string;
  url: string | null;
}

interface Written {
  authorId: string | null;
  byManagement: boolean;
}

/** What to call whoever wrote something: the management speaks as one. */
export function useAuthor({ authorId, byManagement }: Written, buildingId: string | undefined): Author {
  const t = useText(feedText);
  const neighbour = useNeighbour(buildingId, byManagement ? null : authorId);
  if (byManagement) return { name: t.management, url: null };
  // Nothing is called by a name that changes a moment later.
  if (neighbour === undefined && authorId !== null) return { name: blank, url: null };
  return { name: neighbour?.name ?? t.neighbour, url: neighbour?.avatarUrl ?? null };
}
