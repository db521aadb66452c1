import { screen } from '#web/app/layouts.tsx';

export const provideRoutes = [screen('/provide', () => import('./provide.tsx'))] as const;
