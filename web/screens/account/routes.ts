import { screen } from '#web/app/layouts.tsx';

export const accountRoutes = [
  screen('/account', () => import('./account.tsx')),
  screen('/account/security', () => import('./security.tsx')),
  screen('/account/notifications', () => import('./notification-settings.tsx')),
  screen('/account/addresses', () => import('./addresses.tsx')),
  screen('/account/data', () => import('./data.tsx')),
] as const;
