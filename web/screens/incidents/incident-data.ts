import { useQueries } from '@tanstack/react-query';
import type { OutputOf } from '#kernel/contract';
import { building } from '#services/building/contract';
import { ticket } from '#services/ticket/contract';
import { ask } from '#web/api/client.ts';
import { keyOf, useRead } from '#web/api/queries.ts';
import { useBuildings, useHolds } from '#web/app/me.ts';
import { incidentText } from '#web/text/incidents.ts';
import { useText } from '#web/text/language.ts';

const { listIncidents, getIncident } = ticket.endpoints;
export type Incident = OutputOf<typeof listIncidents>['items'][number];
/** With its reports, for staff. */
type Details = Incident & Partial<Pick<OutputOf<typeof getIncident>, 'tickets'>>;

/**
 * One incident: staff of its building are told its reports as well, everybody else finds it among those of their
 * buildings, where alone they may look. Undefined while it is asked for, null where there is none.
 */
export function useIncident(incidentId: string): Details | null | undefined {
  const { all, current } = useBuildings();
  const manages = useHolds('manager');
  const supports = useHolds('support');
  const works = manages || supports;
  const own = useRead(getIncident, { incidentId }, { enabled: works, everyMs: 30_000 });
  const lists = useQueries({
    queries: all.map(({ id: buildingId }) => ({
      queryKey: keyOf(listIncidents, { buildingId, limit: 100 }),
      queryFn: () => ask(listIncidents, { buildingId, limit: 100 }),
      enabled: !works || own.isError,
    })),
  });
  if (own.data) return own.data;
  const found = lists.flatMap(({ data }) => data?.items ?? []).find(({ id }) => id === incidentId);
  if (found) return found;
  const asking = (works && own.isPending) || current === undefined || lists.some(({ isLoading }) => isLoading);
  return asking ? undefined : null;
}

/** Whom an incident concerns, in words; undefined while the building is asked for. */
export function useConcerned({ buildingId, entranceIds, floorIds }: Incident): string | undefined {
  const t = useText(incidentText);
  const whole = entranceIds.length === 0 && floorIds.length === 0;
  const { data: tree } = useRead(building.endpoints.getTree, { buildingId }, { enabled: !whole });
  if (whole) return t.whole;
  return tree?.entrances
    .flatMap(({ id, label, floors }) => {
      const named = t.entrance(label);
      const chosen = floors.filter(floor => floorIds.includes(floor.id));
      if (chosen.length > 0) return chosen.map(floor => t.floorOf(named, floor.level));
      return entranceIds.includes(id) ? [named] : [];
    })
    .join(' · ');
}
