import { Link } from '@tanstack/react-router';
import { CalendarDays, Package } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OutputOf } from '#kernel/contract';
import { booking } from '#services/booking/contract';
import { shipping } from '#services/shipping/contract';
import { useRead } from '#web/api/queries.ts';
import { Badge, Card } from '#web/kit/surface.tsx';
import { comingOf } from '#web/screens/rooms/coming.ts';
import type { Booking } from '#web/screens/rooms/states.ts';
import { wallSpan } from '#web/screens/rooms/wall.ts';
import { bookingText } from '#web/text/bookings.ts';
import { comingText } from '#web/text/coming.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { Part } from './part.tsx';

const { listMyParcels } = shipping.endpoints;
const { listMyBookings } = booking.endpoints;
type Parcel = OutputOf<typeof listMyParcels>['items'][number];

const shown = 3;

interface ComingProps {
  /** Whether what comes below is there: all of it is shown at once, so that nothing jumps. */
  isReady: boolean;
  waiting: ReactNode;
  children: ReactNode;
}

/** What is coming to somebody: parcels under way, and rooms they have booked. What cannot be asked is left out. */
export default function Coming({ isReady, waiting, children }: ComingProps) {
  const parcels = useRead(listMyParcels, { open: true, limit: shown });
  const bookings = useRead(listMyBookings, { upcoming: true, limit: 100 });
  if (!isReady || parcels.isLoading || bookings.isLoading) return waiting;
  const next = comingOf(bookings.data?.items ?? []).slice(0, shown);
  return (
    <>
      {next.length > 0 && <Bookings bookings={next} />}
      {parcels.data && parcels.data.items.length > 0 && <Parcels parcels={parcels.data.items} />}
      {children}
    </>
  );
}

function Bookings({ bookings }: { bookings: readonly Booking[] }) {
  const t = useText(bookingText);
  const language = useLanguage();
  return (
    <Part title={t.next} to="/bookings" toLabel={t.allMine}>
      <Rows>
        {bookings.map(each => (
          <Row
            key={each.id}
            to={`/bookings/${each.id}`}
            icon={<CalendarDays size={20} aria-hidden />}
            title={each.resource}
            about={wallSpan(each, language)}
            badge={t.states[each.state]}
          />
        ))}
      </Rows>
    </Part>
  );
}

function Parcels({ parcels }: { parcels: readonly Parcel[] }) {
  const t = useText(comingText);
  return (
    <Part title={t.parcels} to="/orders" toLabel={t.allOrders}>
      <Rows>
        {parcels.map(each => (
          <Row
            key={each.id}
            to={`/parcels/${each.id}`}
            icon={<Package size={20} aria-hidden />}
            title={t.order(each.orderNumber)}
            about={each.method}
            badge={t.tracking[each.state]}
          />
        ))}
      </Rows>
    </Part>
  );
}

const Rows = ({ children }: { children: ReactNode }) => (
  <Card>
    <ul className="divide-y divide-line">{children}</ul>
  </Card>
);

interface RowProps {
  to: string;
  icon: ReactNode;
  title: string;
  about: string;
  badge: string | null;
}

const Row = ({ to, icon, title, about, badge }: RowProps) => (
  <li>
    <Link
      to={to}
      className="flex items-center gap-4 px-5 py-3.5 first:rounded-t-card last:rounded-b-card hover:bg-sunken"
    >
      <span className="shrink-0 text-soft">{icon}</span>
      <span className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-1">
        <span className="min-w-0 flex-1 basis-48">
          <span className="block font-semibold">{title}</span>
          <span className="block text-sm text-soft">{about}</span>
        </span>
        {badge && <Badge tone="info">{badge}</Badge>}
      </span>
    </Link>
  </li>
);
