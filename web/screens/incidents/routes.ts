import { screen } from '#web/app/layouts.tsx';

/** Notifications lead to the address of one. */
export const incidentRoutes = [
  screen('/manage/incidents', () => import('./incidents.tsx')),
  screen('/incidents/$incidentId', () => import('./incident.tsx')),
] as const;
