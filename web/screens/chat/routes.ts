import { screen } from '#web/app/layouts.tsx';

const load = () => import('./chat.tsx');

/** Notifications lead to `/channels/…`. */
export const chatRoutes = [
  screen('/chat', load),
  screen('/chat/$channelId', load),
  screen('/channels/$channelId', load),
] as const;
