// Where somebody may report something: in a home of theirs, in a common area of its building, and for staff anywhere in
// the building they work for.

import { building } from '#services/building/contract';
import { useRead } from '#web/api/queries.ts';
import { useBuildings, useHolds } from '#web/app/me.ts';

export interface Place {
  /** What the form knows it by. */
  value: string;
  kind: 'home' | 'area' | 'other';
  buildingId: string;
  building: string;
  unitId?: string;
  unit?: string;
}

interface Home {
  unitId: string;
  buildingId: string;
  livesHere: boolean;
  state: string;
  building: { name: string };
  unit: { label: string };
}

/** The homes first, then the common areas of their buildings. */
export function placesOf(homes: readonly Home[], works: { id: string; name: string } | null): Place[] {
  const lived = homes.filter(({ livesHere, state }) => livesHere && state === 'active');
  const areas = new Map(lived.map(home => [home.buildingId, home.building.name]));
  if (works) areas.set(works.id, works.name);
  return [
    ...lived.map(({ unitId, buildingId, building: { name }, unit }) => ({
      value: unitId,
      kind: 'home' as const,
      buildingId,
      building: name,
      unitId,
      unit: unit.label,
    })),
    ...[...areas].map(([buildingId, name]) => ({
      value: `area ${buildingId}`,
      kind: 'area' as const,
      buildingId,
      building: name,
    })),
    ...(works ? [{ value: 'other', kind: 'other' as const, buildingId: works.id, building: works.name }] : []),
  ];
}

/** The places to choose from, and the one that is most likely meant. Undefined while they are asked for. */
export function usePlaces(): { places: Place[]; likely: Place | undefined } | undefined {
  const { data } = useRead(building.endpoints.getHomes, { limit: 100 });
  const { current } = useBuildings();
  const scope = `building:${current?.id}`;
  const manages = useHolds('manager', scope);
  const supports = useHolds('support', scope);
  if (!data || current === undefined) return undefined;
  const places = placesOf(data.items, current && (manages || supports) ? current : null);
  return { places, likely: places.find(({ buildingId }) => buildingId === current?.id) ?? places[0] };
}
