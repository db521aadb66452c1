// What people are called. A list asks for each of its authors by itself; what is asked in the same moment is one request.

import { useQuery } from '@tanstack/react-query';
import type { OutputOf } from '#kernel/contract';
import { profile } from '#services/profile/contract';
import { ask } from '#web/api/client.ts';

const { listNeighbours } = profile.endpoints;
type Neighbour = OutputOf<typeof listNeighbours>['items'][number];
type Answer = (found: Promise<Neighbour[]>) => void;

/** Building → who is asked for, and who waits for it. */
const waiting = new Map<string, { userIds: Set<string>; answers: Answer[] }>();
const gatherMs = 10;
const mostAtOnce = 100;

function load(buildingId: string, userId: string): Promise<Neighbour | null> {
  let batch = waiting.get(buildingId);
  if (!batch || batch.userIds.size >= mostAtOnce) {
    const begun = { userIds: new Set<string>(), answers: [] as Answer[] };
    waiting.set(buildingId, (batch = begun));
    setTimeout(() => {
      if (waiting.get(buildingId) === begun) waiting.delete(buildingId);
      const found = ask(listNeighbours, { buildingId, userIds: [...begun.userIds] }).then(({ items }) => items);
      for (const answer of begun.answers) answer(found);
    }, gatherMs);
  }
  batch.userIds.add(userId);
  const { answers } = batch;
  return new Promise((resolve, reject) => {
    answers.push(found => found.then(items => resolve(items.find(each => each.userId === userId) ?? null), reject));
  });
}

/** The query for a neighbour, for whoever needs several at once. */
export const neighbourQuery = (buildingId: string | undefined, userId: string | null) => ({
  queryKey: ['neighbour', buildingId, userId],
  queryFn: () => load(buildingId!, userId!),
  enabled: buildingId !== undefined && userId !== null,
  staleTime: 5 * 60_000,
  retry: false,
});

/** A neighbour's name and picture: undefined while they are asked for, null where they are not to be known. */
export const useNeighbour = (buildingId: string | undefined, userId: string | null): Neighbour | null | undefined =>
  useQuery(neighbourQuery(buildingId, userId)).data;
