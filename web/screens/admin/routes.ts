import { screen } from '#web/app/layouts.tsx';

export const adminRoutes = [
  screen('/admin', () => import('./health.tsx')),
  screen('/admin/events', () => import('./events.tsx')),
  screen('/admin/jobs', () => import('./jobs.tsx')),
  screen('/admin/traffic', () => import('./traffic.tsx')),
  screen('/admin/payments', () => import('./payments.tsx')),
  screen('/admin/templates', () => import('./templates.tsx')),
  screen('/admin/templates/$type/$locale', () => import('./template.tsx')),
  screen('/admin/audit', () => import('./audit.tsx')),
] as const;
