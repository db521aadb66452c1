import { ticket } from '#services/ticket/contract';
import { useRead } from '#web/api/queries.ts';
import { useAccess, useHolds } from '#web/app/me.ts';
import { useNeighbour } from '#web/app/names.ts';
import { blank } from '#web/kit/surface.tsx';
import { useText } from '#web/text/language.ts';
import { ticketText } from '#web/text/tickets.ts';

/** Whether one works for a building. */
export function useIsStaff(buildingId: string | undefined): boolean {
  const scope = `building:${buildingId}`;
  const manages = useHolds('manager', scope);
  const supports = useHolds('support', scope);
  return buildingId !== undefined && (manages || supports);
}

/** Those who can be given tickets of a building; for staff. */
export const useAssignees = (buildingId: string | undefined) =>
  useRead(ticket.endpoints.listAssignees, { buildingId: buildingId ?? '' }, { enabled: useIsStaff(buildingId) }).data
    ?.items;

export interface Called {
  name: string;
  url: string | null;
  /** By whose letters there is a picture, where there is none. */
  letters: string;
  /** False where only what they are is told, not who. */
  known: boolean;
}

/** What to call somebody on a ticket: neighbours and, for staff, colleagues by name; the management speaks as one. */
export function useCalled(buildingId: string, userId: string | null): Called {
  const t = useText(ticketText);
  const me = useAccess().userId;
  const colleague = useAssignees(buildingId)?.find(each => each.userId === userId);
  const neighbour = useNeighbour(buildingId, userId);
  const own = neighbour?.name ?? colleague?.name;
  const url = neighbour?.avatarUrl ?? null;
  const called = (name: string, known: boolean): Called => ({ name, url, letters: own ?? name, known });
  if (userId === null) return called(t.platform, false);
  if (userId === me) return called(t.you, true);
  if (own) return called(own, true);
  // Nothing is called by a name that changes a moment later.
  return called(neighbour === undefined ? blank : t.management, false);
}
