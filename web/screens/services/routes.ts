import { screen } from '#web/app/layouts.tsx';

export const servicesRoutes = [
  screen('/services', () => import('./services.tsx')),
  screen('/services/ask', () => import('./ask.tsx')),
  screen('/providers/$providerId', () => import('./provider.tsx')),
  screen('/quote-requests/$requestId', () => import('./request.tsx')),
  screen('/jobs/$jobId', () => import('./job.tsx')),
] as const;
