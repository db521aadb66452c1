import { screen } from '#web/app/layouts.tsx';

export const boardRoutes = [
  // What the address asks for is checked by the screen, by the contract, which comes with it.
  screen(
    '/manage/tickets',
    () => import('./board.tsx'),
    (raw): Record<string, unknown> => raw,
  ),
  screen('/manage/tickets/setup', () => import('#web/screens/ticket-setup/setup.tsx')),
] as const;
