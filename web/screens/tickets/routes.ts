import { screen } from '#web/app/layouts.tsx';

export const ticketRoutes = [
  screen('/tickets', () => import('./tickets.tsx')),
  screen('/tickets/new', () => import('./new.tsx')),
  screen('/tickets/$ticketId', () => import('./ticket.tsx')),
] as const;
