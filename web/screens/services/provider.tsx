import { useParams } from '@tanstack/react-router';
import { BadgeCheck, CalendarClock } from 'lucide-react';
import { marketplace } from '#services/marketplace/contract';
import { useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { span } from '#web/kit/format.ts';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { problemText, sentenceFor } from '#web/text/problems.ts';
import { servicesText } from '#web/text/services.ts';
import { ListingCard } from './services.tsx';

const { getProvider, listListings, listFreeTimes } = marketplace.endpoints;
const dayMs = 86_400_000;
const dayFrom = (days: number): string => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

/** Who offers something here: what they say of themselves, what they do, and when they have time. */
export default function ProviderPage() {
  const t = useText(servicesText);
  const problems = useText(problemText);
  const { providerId } = useParams({ strict: false }) as { providerId: string };
  const { current } = useBuildings();
  const { data: provider, error } = useRead(getProvider, { providerId });
  const listings = useRead(listListings, { buildingId: current?.id ?? '', limit: 100 }, { enabled: current != null });
  if (error) return <Empty icon={<BadgeCheck />} title={sentenceFor(error, problems)} />;
  return (
    <Page title={provider?.name ?? t.provider} lead={provider?.about || ' '}>
      <div className="flex flex-col gap-4">
        {provider?.state === 'verified' && (
          <p>
            <Badge tone="good">
              <BadgeCheck size={14} aria-hidden /> {t.verified}
            </Badge>
          </p>
        )}
        {!listings.data && <Skeleton className="h-36 rounded-card" />}
        {listings.data?.items
          .filter(each => each.providerId === providerId)
          .map(listing => (
            <ListingCard key={listing.id} listing={listing} alone />
          ))}
        <FreeTimes providerId={providerId} />
      </div>
    </Page>
  );
}

function FreeTimes({ providerId }: { providerId: string }) {
  const t = useText(servicesText);
  const language = useLanguage();
  const { data } = useRead(listFreeTimes, { providerId, from: dayFrom(0), to: dayFrom(14) });
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-3 flex items-center gap-2 text-lg">
        <CalendarClock size={20} aria-hidden /> {t.freeTimes}
      </h2>
      {!data && <Skeleton className="h-24" />}
      {data?.items.length === 0 && <p className="text-soft">{t.noFreeTimes}</p>}
      <ul className="grid gap-1.5 sm:grid-cols-2">
        {data?.items.slice(0, 14).map(each => (
          <li key={each.startsAt}>{span(each, data.zone, language)}</li>
        ))}
      </ul>
    </Card>
  );
}
