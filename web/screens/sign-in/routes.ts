import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { session } from '#web/api/session.ts';
import { publicScreen, root } from '#web/app/layouts.tsx';
import { placeOf } from './place-of.ts';

const text = (raw: unknown): string | undefined => (typeof raw === 'string' && raw !== '' ? raw : undefined);

const withToken = (raw: Record<string, unknown>) => ({ token: text(raw.token) ?? '' });

/** Whoever is signed in has no business here, and is led to where they wanted to go. */
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./sign-in.tsx')),
  // Every key is said, also as undefined: one that is left out would come through as it was written.
  validateSearch: (raw: Record<string, unknown>): { next?: string | undefined; ending?: string | undefined } => ({
    next: placeOf(raw.next),
    ending: text(raw.ending),
  }),
  beforeLoad: ({ search }) => {
    if (session.state.status === 'in') throw redirect({ href: search.next ?? '/', replace: true });
  },
});

export const signInRoutes = [
  signIn,
  publicScreen(
    '/register',
    () => import('./register.tsx'),
    (raw): { code?: string | undefined } => ({ code: text(raw.code) }),
  ),
  publicScreen('/forgotten-password', () => import('./forgotten-password.tsx')),
  publicScreen('/verify', () => import('./verify.tsx'), withToken),
  publicScreen('/reset-password', () => import('./reset-password.tsx'), withToken),
  publicScreen('/invitation', () => import('./invitation.tsx'), withToken),
] as const;
