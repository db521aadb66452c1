import { Link } from '@tanstack/react-router';
import type { OutputOf } from '#kernel/contract';
import { building } from '#services/building/contract';
import { useList } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { useNeighbour } from '#web/app/names.ts';
import { Avatar } from '#web/kit/avatar.tsx';
import { Button } from '#web/kit/button.tsx';
import { day } from '#web/kit/format.ts';
import { More } from '#web/kit/more.tsx';
import { Card, Page, Skeleton } from '#web/kit/surface.tsx';
import { Ago } from '#web/kit/time.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageText } from '#web/text/manage.ts';

const { listPeople, listVerifications } = building.endpoints;
type Resident = OutputOf<typeof listPeople>['items'][number];

/** Who belongs to the building, and who waits to. */
export default function People() {
  const t = useText(manageText);
  const { current } = useBuildings();
  return (
    <Page title={t.people} lead={t.peopleLead}>
      {current && <Queue buildingId={current.id} />}
      {current ? <Residents buildingId={current.id} /> : <Skeleton className="h-80 rounded-card" />}
    </Page>
  );
}

/** What somebody is called by the management. */
export function usePerson(buildingId: string, userId: string | null): { name: string; url: string | null } {
  const t = useText(manageText);
  const neighbour = useNeighbour(buildingId, userId);
  if (neighbour === undefined && userId !== null) return { name: ' ', url: null };
  return { name: neighbour?.name ?? t.somebody, url: neighbour?.avatarUrl ?? null };
}

function Queue({ buildingId }: { buildingId: string }) {
  const t = useText(manageText);
  const list = useList(listVerifications, { buildingId, state: 'pending', limit: 20 });
  return (
    <Card className="mb-4 p-4 sm:p-5">
      <h2 className="mb-2 text-lg">{t.requests}</h2>
      {!list.items && <Skeleton className="h-12" />}
      {list.items?.length === 0 && <p className="text-soft">{t.noRequests}</p>}
      <ul className="divide-y divide-line">
        {list.items?.map(request => (
          <li key={request.id} className="flex flex-wrap items-center justify-between gap-3 py-2">
            <span>
              <span className="block font-semibold">
                {t.relation[request.relation]} · {t.documentKinds[request.documentKind]}
              </span>
              <span className="text-sm text-soft">
                <Ago at={request.createdAt} />
              </span>
            </span>
            <Button asChild look="quiet" size="small">
              <Link to="/buildings/$buildingId/verifications/$requestId" params={{ buildingId, requestId: request.id }}>
                {t.look}
              </Link>
            </Button>
          </li>
        ))}
      </ul>
      <More list={list} />
    </Card>
  );
}

function Residents({ buildingId }: { buildingId: string }) {
  const list = useList(listPeople, { buildingId, limit: 50 });
  if (!list.items) return <Skeleton className="h-80 rounded-card" />;
  return (
    <Card className="p-4 sm:p-5">
      <ul className="mb-3 divide-y divide-line">
        {list.items.map(person => (
          <Person key={person.userId} person={person} buildingId={buildingId} />
        ))}
      </ul>
      <More list={list} />
    </Card>
  );
}

function Person({ person, buildingId }: { person: Resident; buildingId: string }) {
  const t = useText(manageText);
  const language = useLanguage();
  const { name, url } = usePerson(buildingId, person.userId);
  return (
    <li className="flex items-center gap-3 py-2">
      <Avatar name={name} url={url} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{name}</span>
        <span className="block text-sm text-soft">
          {person.homes
            .map(home => `${home.unit}, ${t.relation[home.relation]}${home.livesHere ? '' : ` (${t.away})`}`)
            .join(' · ')}
        </span>
      </span>
      <span className="hidden text-sm text-soft sm:block">
        {t.since} {day(person.since, language)}
      </span>
    </li>
  );
}
