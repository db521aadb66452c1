import { screen } from '#web/app/layouts.tsx';

export const homeRoutes = [
  screen('/', () => import('./home.tsx')),
  screen('/homes', () => import('./homes.tsx')),
] as const;
