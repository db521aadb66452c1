import { screen } from '#web/app/layouts.tsx';

const moderation = () => import('./moderation.tsx');

/** Notifications lead to the addresses that name a building. */
export const manageRoutes = [
  screen('/manage/building', () => import('./building.tsx')),
  screen('/manage/people', () => import('./people.tsx')),
  screen('/manage/announcements', () => import('./announcements.tsx')),
  screen('/manage/moderation', moderation),
  screen('/manage/money', () => import('./money.tsx')),
  screen('/manage/log', () => import('./audit.tsx')),
  screen('/buildings/$buildingId/moderation', moderation),
  screen('/buildings/$buildingId/verifications/$requestId', () => import('./verification.tsx')),
] as const;
