import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { Button } from '#web/kit/button.tsx';
import { appText } from '#web/text/app.ts';
import { useText } from '#web/text/language.ts';
import { Logo } from './logo.tsx';

/** The frame of open screens for whoever is not signed in: the shop, and the way in that leads back here. */
export function GuestFrame() {
  const t = useText(appText);
  const { href } = useLocation();
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only z-50 rounded-control bg-fig px-4 py-2 font-semibold text-on-fig focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t.skip}
      </a>
      <header className="sticky top-0 z-30 border-b border-line bg-canvas/92 backdrop-blur">
        <div className="mx-auto flex h-15 max-w-7xl items-center justify-between gap-2 px-4 desk:px-8">
          <Logo />
          <nav aria-label={t.main} className="flex gap-1">
            <Button asChild look="plain" size="small">
              <Link to="/shop">{t.shop}</Link>
            </Button>
            <Button asChild look="quiet" size="small">
              <Link to="/sign-in" search={{ next: href }}>
                {t.signIn}
              </Link>
            </Button>
          </nav>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="outline-none">
        <Outlet />
      </main>
    </div>
  );
}
