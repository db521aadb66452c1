import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useHolds } from '#web/app/me.ts';
import { NotForYouPage } from '#web/app/problem-pages.tsx';
import { Page } from '#web/kit/surface.tsx';
import { adminText } from '#web/text/admin.ts';
import { useText } from '#web/text/language.ts';

const places = [
  ['/admin', 'health'],
  ['/admin/events', 'events'],
  ['/admin/jobs', 'jobs'],
  ['/admin/traffic', 'traffic'],
  ['/admin/payments', 'payments'],
  ['/admin/templates', 'templates'],
  ['/admin/audit', 'audit'],
] as const;

interface AdminPageProps {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of the administrator's screens, with the ways between them; nobody else sees what is in it. */
export function AdminPage({ title, lead, actions, children }: AdminPageProps) {
  const t = useText(adminText);
  const nav = useRef<HTMLElement>(null);
  // On a phone the one that is open may lie beside the screen.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, []);
  if (!useHolds('admin', 'platform')) return <NotForYouPage />;
  return (
    <Page title={title} lead={lead} actions={actions} wide>
      <nav ref={nav} aria-label={t.title} className="no-scrollbar -mx-4 mb-6 flex gap-2 overflow-x-auto px-4 py-1">
        {places.map(([to, label]) => (
          <Link
            key={to}
            to={to}
            activeOptions={{ exact: to === '/admin' }}
            className="grid h-11 shrink-0 place-items-center rounded-full bg-sunken px-4 text-[0.9375rem] font-semibold text-soft hover:text-ink"
            activeProps={{ className: 'bg-fig! text-on-fig!' }}
          >
            {t.places[label]}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
