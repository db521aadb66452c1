import type { OutputOf } from '#kernel/contract';
import type { community } from '#services/community/contract';

type Reacted = Pick<OutputOf<typeof community.endpoints.getPost>, 'reactions' | 'myReaction'>;
export type Reaction = NonNullable<Reacted['myReaction']>;

/** What a post's reactions are after mine has become another, or none. */
export function reacted({ reactions, myReaction }: Reacted, mine: Reaction | null): Reacted {
  const next = { ...reactions };
  if (myReaction) next[myReaction] = (next[myReaction] ?? 1) - 1;
  if (mine) next[mine] = (next[mine] ?? 0) + 1;
  return { reactions: next, myReaction: mine };
}
