import { Link } from '@tanstack/react-router';
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useList, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { More } from '#web/kit/more.tsx';
import { Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useText } from '#web/text/language.ts';
import { BookingRow } from './booking-row.tsx';
import { CalendarFeed } from './calendar-feed.tsx';
import { comingOf } from './coming.ts';
import { useBookingsLive } from './live.ts';
import { type Booking, isRunning } from './states.ts';
import { Waiting } from './waiting.tsx';

const { listMyBookings } = booking.endpoints;

export default function Bookings() {
  const t = useText(bookingText);
  useBookingsLive();
  const [view, setView] = useState<'coming' | 'past'>('coming');
  return (
    <Page
      title={t.title}
      lead={t.lead}
      actions={
        <Button asChild>
          <Link to="/rooms">{t.toRooms}</Link>
        </Button>
      }
    >
      <div className="flex flex-col gap-5">
        <Choices
          label={t.view}
          shown={false}
          value={view}
          onChoose={setView}
          options={(['coming', 'past'] as const).map(value => ({ value, label: t[value] }))}
        />
        {view === 'coming' ? <Coming /> : <Past />}
      </div>
    </Page>
  );
}

function Coming() {
  const t = useText(bookingText);
  const { data, error, refetch } = useRead(listMyBookings, { upcoming: true, limit: 100 }, { everyMs: 20_000 });
  const coming = data && comingOf(data.items);
  return (
    <>
      <Waiting />
      {error && !data && <Failed error={error} retry={refetch} />}
      {!error && !data && <Skeleton className="h-64 rounded-card" />}
      {coming?.length === 0 && (
        <Card>
          <Empty
            icon={<CalendarDays />}
            title={t.none}
            action={
              <Button asChild look="quiet">
                <Link to="/rooms">{t.toRooms}</Link>
              </Button>
            }
          >
            {t.noneLead}
          </Empty>
        </Card>
      )}
      <Rows bookings={coming} />
      <CalendarFeed />
    </>
  );
}

function Past() {
  const t = useText(bookingText);
  const list = useList(listMyBookings, { limit: 50 });
  const past = list.items?.filter(each => !isRunning(each));
  return (
    <>
      {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
      {!list.error && !list.items && <Skeleton className="h-64 rounded-card" />}
      {past?.length === 0 && !list.hasNextPage && (
        <Card>
          <Empty icon={<CalendarDays />} title={t.nonePast} />
        </Card>
      )}
      <Rows bookings={past} />
      <More list={list} />
    </>
  );
}

function Rows({ bookings }: { bookings: readonly Booking[] | undefined }) {
  if (!bookings?.length) return null;
  return (
    <ul className="flex flex-col gap-3">
      {bookings.map(each => (
        <li key={each.id}>
          <BookingRow booked={each} />
        </li>
      ))}
    </ul>
  );
}
