// The web app begins here: what is shared by all screens is put around the router.

import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries.ts';
import { session } from './api/session.ts';
import { createAppRouter } from './app/router.tsx';
import { Toasts } from './kit/toast.tsx';
import { beginLanguage } from './text/language.ts';
import './styles.css';

beginLanguage();
const router = createAppRouter();

// Who comes or goes sees another page, and nothing that was loaded for somebody else.
session.subscribe(() => {
  if (session.state.status === 'out') queries.clear();
  void router.invalidate();
});

await session.begin();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
