import { Link } from '@tanstack/react-router';
import { Bell, ChevronRight, Newspaper, Wrench } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { OutputOf } from '#kernel/contract';
import { community } from '#services/community/contract';
import { gateway } from '#services/gateway/contract';
import { useRead } from '#web/api/queries.ts';
import { useBuildings, useMe } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { blank, Card, Empty, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { StateBadge } from '#web/screens/tickets/state.tsx';
import { homeText } from '#web/text/home.ts';
import { useText } from '#web/text/language.ts';
import { Part } from './part.tsx';

/** Beside the page: they know the contracts of shipping and booking. */
const coming = import('./coming.tsx');
const Coming = lazy(() => coming);

/** For those without a home only. */
const JoinHome = lazy(() => import('./join-home.tsx').then(({ JoinHome: card }) => ({ default: card })));

const { listFeed } = community.endpoints;
const newsOf = (buildingId: string) => ({ buildingId, limit: 4 });
type HomePage = OutputOf<typeof gateway.endpoints.getHome>;

export default function Home() {
  const t = useText(homeText);
  const { data: me } = useMe();
  const { data: page } = useRead(gateway.endpoints.getHome, {});
  const { current } = useBuildings();
  // Asked for while the rest is still waited for.
  useRead(listFeed, newsOf(current?.id ?? ''), { enabled: Boolean(current) });
  return (
    <Page title={me ? greeting(t, me.name) : blank} lead={current?.name ?? t.lead}>
      <div className="flex flex-col gap-5">
        {page && page.gaps.length > 0 && <Note tone="warn">{t.gaps}</Note>}
        {current === null && (
          <Suspense fallback={<Skeleton className="h-80 rounded-card" />}>
            <JoinHome />
          </Suspense>
        )}
        <Unread page={page} />
        <Suspense fallback={<Waiting />}>
          <Coming isReady={page !== undefined && current !== undefined} waiting={<Waiting />}>
            {page && page.homes?.length !== 0 && <Tickets page={page} />}
            {current && <News buildingId={current.id} />}
          </Coming>
        </Suspense>
      </div>
    </Page>
  );
}

function greeting(t: (typeof homeText)['en'], name: string): string {
  const hour = new Date().getHours();
  const first = name.split(' ')[0]!;
  return hour < 11 ? t.morning(first) : hour < 18 ? t.day(first) : t.evening(first);
}

function Unread({ page }: { page: HomePage | undefined }) {
  const t = useText(homeText);
  const unread = page?.unread;
  return (
    <Link
      to="/notifications"
      className="flex min-h-16 items-center gap-4 rounded-card bg-fig px-5 py-3.5 text-on-fig transition-colors hover:bg-fig-deep"
    >
      <Bell size={22} aria-hidden />
      <span className="flex-1 font-semibold">{unread ? t.unread(unread) : page ? t.allRead : blank}</span>
      <ChevronRight size={20} aria-hidden />
    </Link>
  );
}

/** As long as nobody knows how many there are of anything, nothing has a place that it would have to leave. */
const Waiting = () => (
  <>
    <Skeleton className="h-44 rounded-card" />
    <Skeleton className="h-80 rounded-card" />
  </>
);

function Tickets({ page }: { page: HomePage }) {
  const t = useText(homeText);
  if (!page.tickets) return null;
  return (
    <Part title={t.tickets} to="/tickets" toLabel={t.allTickets}>
      <Card>
        <ul className="divide-y divide-line">
          {page.tickets.slice(0, 5).map(ticket => (
            <li
              key={ticket.id}
              className="relative flex flex-wrap items-center gap-x-4 gap-y-1.5 px-5 py-4 first:rounded-t-card hover:bg-sunken"
            >
              <span className="min-w-0 flex-1 basis-56">
                <Link
                  to="/tickets/$ticketId"
                  params={{ ticketId: ticket.id }}
                  className="block font-semibold fills-card"
                >
                  {ticket.title}
                </Link>
                <span className="block text-sm text-soft">
                  {ticket.reference} · <Ago at={ticket.updatedAt} />
                </span>
              </span>
              <StateBadge status={ticket.status} />
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap items-center justify-between gap-3 border-line px-5 py-4 not-first:border-t">
          {page.tickets.length === 0 && (
            <p className="flex items-center gap-3 text-soft">
              <Wrench size={20} aria-hidden /> {t.noTickets}
            </p>
          )}
          <Button asChild look="quiet">
            <Link to="/tickets/new">{t.report}</Link>
          </Button>
        </div>
      </Card>
    </Part>
  );
}

function News({ buildingId }: { buildingId: string }) {
  const t = useText(homeText);
  const { data, error, refetch } = useRead(listFeed, newsOf(buildingId));
  return (
    <Part title={t.news} to="/feed" toLabel={t.allNews}>
      <Card>
        {error && !data && <Failed error={error} retry={refetch} />}
        {!data && !error && (
          <div className="flex flex-col gap-6 p-5">
            {[0, 1, 2, 3].map(each => (
              <Skeleton key={each} className="h-12" />
            ))}
          </div>
        )}
        {data?.items.length === 0 && (
          <Empty
            icon={<Newspaper />}
            title={t.noNews}
            action={
              <Button asChild look="quiet">
                <Link to="/feed">{t.open}</Link>
              </Button>
            }
          >
            {t.noNewsLead}
          </Empty>
        )}
        <ul className="divide-y divide-line">
          {data?.items.map(post => (
            <li key={post.id}>
              <Link
                to="/posts/$postId"
                params={{ postId: post.id }}
                className="block px-5 py-4 first:rounded-t-card last:rounded-b-card hover:bg-sunken"
              >
                <span className="line-clamp-1 font-semibold">{post.title ?? post.text}</span>
                {post.title && <span className="line-clamp-1 text-soft">{post.text}</span>}
                <span className="text-sm text-soft">
                  <Ago at={post.publishedAt} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </Part>
  );
}
