// The frames screens stand in: outside for those who are not signed in, inside for everybody else.

import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { session } from '#web/api/session.ts';
import { GuestFrame } from './guest-frame.tsx';
import { BrokenPage, LostPage, UnreachablePage } from './problem-pages.tsx';
import { Shell } from './shell.tsx';

type Load = () => Promise<{ default: ComponentType }>;

export const root = createRootRoute({
  component: Outlet,
  notFoundComponent: LostPage,
  errorComponent: BrokenPage,
});

/** Whoever is not signed in is asked to, and comes back to where they wanted to go. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: () => (session.state.status === 'unreachable' ? <UnreachablePage /> : <Shell />),
  beforeLoad: ({ location }) => {
    if (session.state.status !== 'out') return;
    const { ending } = session.state;
    throw redirect({
      to: '/sign-in',
      search: {
        ...(location.pathname !== '/' && ending !== 'signed_out' && { next: location.href }),
        ...(ending && { ending }),
      },
    });
  },
});

/** For everybody: under the menus for those who are signed in, under a plain head for guests. */
export const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  component: () => (session.state.status === 'in' ? <Shell /> : <GuestFrame />),
});

/** A screen for guests as well, such as the shop. */
export const openScreen = <const P extends string, S = object>(
  path: P,
  load: Load,
  search: (raw: Record<string, unknown>) => S = () => ({}) as S,
) => createRoute({ getParentRoute: () => open, path, component: lazyRouteComponent(load), validateSearch: search });

/** A screen for those who are signed in. `search` reads what follows the `?`. */
export const screen = <const P extends string, S = object>(
  path: P,
  load: Load,
  search: (raw: Record<string, unknown>) => S = () => ({}) as S,
) => createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load), validateSearch: search });

/** A screen for everybody, such as the one to sign in at. `search` reads what follows the `?`. */
export const publicScreen = <const P extends string, S = object>(
  path: P,
  load: Load,
  search: (raw: Record<string, unknown>) => S = () => ({}) as S,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load), validateSearch: search });
