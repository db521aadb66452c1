// The services as the administrator's screens see them, and what of them is a worry.

import type { OutputOf } from '#kernel/contract';
import { gateway } from '#services/gateway/contract';
import { useRead } from '#web/api/queries.ts';

const { listServices } = gateway.endpoints;
export type PlatformService = OutputOf<typeof listServices>['items'][number];
export type Job = PlatformService['jobs'][number];

const everyMs = 5_000;
const lagMs = 60_000;

/** Every service; looks again by itself while the page is seen. */
export const useServices = () => useRead(listServices, {}, { everyMs });

/** What somebody should look at, as of `now`; services by name. */
export function worriesOf(services: readonly PlatformService[], now: number) {
  const late = (at: string | null | undefined) => typeof at === 'string' && now - Date.parse(at) > lagMs;
  const named = (which: (service: PlatformService) => boolean) => services.filter(which).map(({ service }) => service);
  return {
    away: named(({ state }) => state === 'away'),
    databaseAway: named(({ state }) => state === 'database_away'),
    lagging: named(({ lag }) => late(lag?.outbox.oldest) || late(lag?.inbox.oldest)),
    parked: services.reduce((sum, { lag }) => sum + (lag?.inbox.parked ?? 0), 0),
    failedJobs: services.flatMap(({ jobs }) => jobs).filter(({ lastError }) => lastError !== null).length,
  };
}
