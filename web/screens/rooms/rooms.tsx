import { Link } from '@tanstack/react-router';
import { DoorOpen } from 'lucide-react';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { money } from '#web/kit/format.ts';
import { Badge, blank, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import { KindArch } from './kinds.tsx';
import { priceInWords, type Resource } from './rules.ts';

/** What the building shares. */
export default function Rooms() {
  const t = useText(roomsText);
  const { current } = useBuildings();
  return (
    <Page
      title={t.title}
      lead={current === null ? t.noBuilding : current ? t.lead(current.name) : blank}
      actions={
        <Button asChild look="outline">
          <Link to="/bookings">{t.mine}</Link>
        </Button>
      }
    >
      {current === undefined && <Waiting />}
      {current && <List buildingId={current.id} />}
    </Page>
  );
}

const Waiting = () => (
  <div className="flex flex-col gap-3">
    {[0, 1, 2, 3, 4].map(each => (
      <Skeleton key={each} className="h-30 rounded-card" />
    ))}
  </div>
);

function List({ buildingId }: { buildingId: string }) {
  const t = useText(roomsText);
  const { data, error, refetch } = useRead(booking.endpoints.listResources, { buildingId });
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  if (data.items.length === 0)
    return (
      <Card>
        <Empty icon={<DoorOpen />} title={t.none}>
          {t.noneLead}
        </Empty>
      </Card>
    );
  return (
    <ul className="flex flex-col gap-3">
      {data.items.map(resource => (
        <li key={resource.id}>
          <RoomCard resource={resource} />
        </li>
      ))}
    </ul>
  );
}

function RoomCard({ resource }: { resource: Resource }) {
  const t = useText(roomsText);
  const language = useLanguage();
  const { deposit } = resource;
  return (
    <Card className="relative flex items-start gap-4 p-4 transition-colors hover:border-edge sm:p-5">
      <KindArch kind={resource.kind} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h2 className="text-lg">
            <Link to="/rooms/$resourceId" params={{ resourceId: resource.id }} className="fills-card">
              {resource.name}
            </Link>
          </h2>
          {resource.outOfOrder && <Badge tone="bad">{t.outOfOrder}</Badge>}
          {resource.approval && <Badge>{t.approvalShort}</Badge>}
        </div>
        {resource.description && <p className="line-clamp-2 text-soft">{resource.description}</p>}
        <p className="mt-1.5 text-sm text-soft">
          {[
            t.kinds[resource.kind],
            t.places(resource.capacity),
            priceInWords(resource, t, language),
            ...(deposit.amount === '0' ? [] : [t.deposit(money(deposit, language))]),
          ].join(' · ')}
        </p>
      </div>
    </Card>
  );
}
