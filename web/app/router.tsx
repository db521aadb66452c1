// All addresses of the app. Each area lists its own in screens/<area>/routes.ts; what a screen is made of is loaded when
// it is opened, or when a link to it is pointed at.

import { createRouter } from '@tanstack/react-router';
import { accountRoutes } from '#web/screens/account/routes.ts';
import { adminRoutes } from '#web/screens/admin/routes.ts';
import { boardRoutes } from '#web/screens/board/routes.ts';
import { chatRoutes } from '#web/screens/chat/routes.ts';
import { feedRoutes } from '#web/screens/feed/routes.ts';
import { homeRoutes } from '#web/screens/home/routes.ts';
import { incidentRoutes } from '#web/screens/incidents/routes.ts';
import { manageRoutes } from '#web/screens/manage/routes.ts';
import { notificationRoutes } from '#web/screens/notifications/routes.ts';
import { openOrderRoutes, orderRoutes } from '#web/screens/orders/routes.ts';
import { provideRoutes } from '#web/screens/provide/routes.ts';
import { roomsRoutes } from '#web/screens/rooms/routes.ts';
import { sellRoutes } from '#web/screens/sell/routes.ts';
import { servicesRoutes } from '#web/screens/services/routes.ts';
import { shopRoutes } from '#web/screens/shop/routes.ts';
import { signInRoutes } from '#web/screens/sign-in/routes.ts';
import { ticketRoutes } from '#web/screens/tickets/routes.ts';
import { upkeepRoutes } from '#web/screens/upkeep/routes.ts';
import { inside, open, root } from './layouts.tsx';
import { BrokenPage, LoadingPage, LostPage } from './problem-pages.tsx';

const tree = root.addChildren([
  ...signInRoutes,
  open.addChildren([...shopRoutes, ...openOrderRoutes]),
  inside.addChildren([
    ...homeRoutes,
    ...feedRoutes,
    ...ticketRoutes,
    ...boardRoutes,
    ...incidentRoutes,
    ...upkeepRoutes,
    ...chatRoutes,
    ...roomsRoutes,
    ...manageRoutes,
    ...servicesRoutes,
    ...provideRoutes,
    ...orderRoutes,
    ...sellRoutes,
    ...notificationRoutes,
    ...adminRoutes,
    ...accountRoutes,
  ]),
]);

export const createAppRouter = () =>
  createRouter({
    routeTree: tree,
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingPage,
    defaultPendingMs: 150,
    defaultErrorComponent: BrokenPage,
    defaultNotFoundComponent: LostPage,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
