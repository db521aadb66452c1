import { screen } from '#web/app/layouts.tsx';

export const feedRoutes = [
  screen('/feed', () => import('./feed.tsx')),
  screen('/posts/$postId', () => import('./post.tsx')),
] as const;
