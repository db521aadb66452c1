import { building } from '#services/building/contract';
import { useRead } from '#web/api/queries.ts';
import { Failed } from '#web/kit/failed.tsx';
import { Page, Skeleton } from '#web/kit/surface.tsx';
import { homeText } from '#web/text/home.ts';
import { useText } from '#web/text/language.ts';
import { HomeCard } from './home-card.tsx';
import { JoinHome } from './join-home.tsx';

export default function Homes() {
  const t = useText(homeText);
  const { data, error, refetch } = useRead(building.endpoints.getHomes, { limit: 100 });
  return (
    <Page title={t.homesTitle} lead={t.homesLead}>
      <div className="flex flex-col gap-5">
        {error && !data && <Failed error={error} retry={refetch} />}
        {!data && !error && <Skeleton className="h-24 rounded-card" />}
        {data?.items.map(home => (
          <HomeCard key={home.id} home={home} />
        ))}
        <JoinHome />
      </div>
    </Page>
  );
}
