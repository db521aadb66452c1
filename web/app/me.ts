// Who looks, and at which building.

import { useSyncExternalStore } from 'react';
import { building } from '#services/building/contract';
import { iam } from '#services/iam/contract';
import { useRead } from '#web/api/queries.ts';
import { session } from '#web/api/session.ts';
import type { Access } from '#web/api/token.ts';

/** Who is signed in; only under the signed-in part of the routes. */
export function useAccess(): Access {
  const state = useSyncExternalStore(session.subscribe, () => session.state);
  if (state.status === 'in') lastAccess = state.access;
  // While the router leads to the sign-in page, what is still shown keeps its owner.
  return lastAccess!;
}
let lastAccess: Access | undefined;

export const useMe = () => useRead(iam.endpoints.getMe, {});

/** True where one holds the role in the scope, or anywhere if none is named; the server has the last word. */
export function useHolds(role: string, scope?: string): boolean {
  const { grants } = useAccess();
  return grants.some(
    grant =>
      (grant.role === role && (scope === undefined || grant.scope === scope || grant.scope === 'platform')) ||
      (grant.role === 'admin' && grant.scope === 'platform'),
  );
}

const chosenListeners = new Set<() => void>();
const chosen = (): string | null => localStorage.getItem('agora.building');

/** Looks at another of one's buildings from now on. */
export function chooseBuilding(id: string): void {
  localStorage.setItem('agora.building', id);
  for (const listener of chosenListeners) listener();
}

const subscribe = (listener: () => void) => {
  chosenListeners.add(listener);
  return () => void chosenListeners.delete(listener);
};

/** The buildings one lives or works in, and the one that is looked at: `current` is undefined while they load, and null
 * for somebody without any. */
export function useBuildings() {
  const { data } = useRead(building.endpoints.listBuildings, { limit: 100 });
  const id = useSyncExternalStore(subscribe, chosen);
  const all = data?.items ?? [];
  return { all, current: data && (all.find(each => each.id === id) ?? all[0] ?? null) };
}
