import { screen } from '#web/app/layouts.tsx';

export const notificationRoutes = [screen('/notifications', () => import('./notifications.tsx'))] as const;
