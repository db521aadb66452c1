import { Link } from '@tanstack/react-router';
import { Hammer, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { marketplace } from '#services/marketplace/contract';
import { useList } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { More } from '#web/kit/more.tsx';
import { Select } from '#web/kit/select.tsx';
import { Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { servicesText } from '#web/text/services.ts';
import { JobCard } from './job-card.tsx';
import { type Category, categories, priceRange } from './listing.ts';
import { RequestCard } from './request-card.tsx';

const { listListings, listMyQuoteRequests, listMyJobs } = marketplace.endpoints;
type Listing = OutputOf<typeof listListings>['items'][number];
type View = 'offers' | 'requests' | 'jobs';

export default function Services() {
  const t = useText(servicesText);
  const { current } = useBuildings();
  const [view, setView] = useState<View>('offers');
  return (
    <Page
      title={t.title}
      lead={current ? t.lead(current.name) : ' '}
      actions={
        <Button asChild>
          <Link to="/services/ask">{t.ask}</Link>
        </Button>
      }
    >
      {current === null ? (
        <Empty icon={<Hammer />} title={t.noBuilding} />
      ) : (
        <div className="flex flex-col gap-4">
          <Choices
            label={t.view}
            shown={false}
            value={view}
            onChoose={setView}
            options={(['offers', 'requests', 'jobs'] as const).map(value => ({ value, label: t[value] }))}
          />
          {view === 'offers' && (current ? <Offers buildingId={current.id} /> : <Waiting />)}
          {view === 'requests' && <Requests />}
          {view === 'jobs' && <Jobs />}
        </div>
      )}
    </Page>
  );
}

const Waiting = () => (
  <>
    {[0, 1, 2].map(each => (
      <Skeleton key={each} className="h-36 rounded-card" />
    ))}
  </>
);

function Offers({ buildingId }: { buildingId: string }) {
  const t = useText(servicesText);
  const [category, setCategory] = useState<Category | ''>('');
  const list = useList(listListings, { buildingId, limit: 20, ...(category && { category }) });
  return (
    <>
      <Select
        label={t.category}
        value={category}
        onChoose={value => setCategory(value as Category | '')}
        options={[{ value: '', label: t.all }, ...categories.map(value => ({ value, label: t.categories[value] }))]}
      />
      {!list.items && <Waiting />}
      {list.items?.length === 0 && (
        <Card>
          <Empty icon={<Hammer />} title={t.noOffers}>
            {t.noOffersLead}
          </Empty>
        </Card>
      )}
      <ul className="flex flex-col gap-4">
        {list.items?.map(listing => (
          <li key={listing.id}>
            <ListingCard listing={listing} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

/** What somebody offers, with the way to ask for it. */
export function ListingCard({ listing, alone = false }: { listing: Listing; alone?: boolean }) {
  const t = useText(servicesText);
  const language = useLanguage();
  return (
    <Card className="p-4 sm:p-5">
      <p className="text-sm font-semibold text-fig">{t.categories[listing.category]}</p>
      <h2 className="mt-0.5 text-lg">{listing.title}</h2>
      {!alone && (
        <p className="text-soft">
          <Link to="/providers/$providerId" params={{ providerId: listing.providerId }} className="underline">
            {listing.provider}
          </Link>
        </p>
      )}
      {listing.description && <p className="mt-2 line-clamp-3">{listing.description}</p>}
      <div className="mt-3 flex flex-wrap items-end justify-between gap-3">
        <div>
          <p className="font-semibold">
            {priceRange(listing, language)} <span className="font-normal text-soft">{t.units[listing.unit]}</span>
          </p>
          {listing.warrantyDays > 0 && (
            <p className="flex items-center gap-1.5 text-sm text-good">
              <ShieldCheck size={16} aria-hidden /> {t.warranty(listing.warrantyDays)}
            </p>
          )}
        </div>
        <Button asChild look="quiet">
          <Link to="/services/ask" search={{ category: listing.category, listing: listing.id } as never}>
            {t.askOne}
          </Link>
        </Button>
      </div>
    </Card>
  );
}

function Requests() {
  const t = useText(servicesText);
  const list = useList(listMyQuoteRequests, { limit: 20 });
  if (!list.items) return <Waiting />;
  if (list.items.length === 0)
    return (
      <Card>
        <Empty icon={<Hammer />} title={t.noRequests}>
          {t.askLead}
        </Empty>
      </Card>
    );
  return (
    <>
      <ul className="flex flex-col gap-3">
        {list.items.map(request => (
          <li key={request.id}>
            <RequestCard request={request} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}

function Jobs() {
  const t = useText(servicesText);
  const list = useList(listMyJobs, { limit: 20 });
  if (!list.items) return <Waiting />;
  if (list.items.length === 0)
    return (
      <Card>
        <Empty icon={<Hammer />} title={t.noJobs}>
          {t.noJobsLead}
        </Empty>
      </Card>
    );
  return (
    <>
      <ul className="flex flex-col gap-3">
        {list.items.map(job => (
          <li key={job.id}>
            <JobCard job={job} />
          </li>
        ))}
      </ul>
      <More list={list} />
    </>
  );
}
