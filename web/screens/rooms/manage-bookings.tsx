import { Link } from '@tanstack/react-router';
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useList, useRead } from '#web/api/queries.ts';
import { useBuildings } from '#web/app/me.ts';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Choices } from '#web/kit/choices.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { More } from '#web/kit/more.tsx';
import { Select } from '#web/kit/select.tsx';
import { Badge, Card, Empty, Page, Skeleton } from '#web/kit/surface.tsx';
import { usePerson } from '#web/screens/manage/people.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { DayPlan } from './day-plan.tsx';
import { Decide } from './decide.tsx';
import { FailedRefunds } from './failed-refunds.tsx';
import { useBookingsLive } from './live.ts';
import { type Booking, isRunning, toneOf } from './states.ts';
import { addDays, clockSpan, longDay, todayIn, wallSpan } from './wall.ts';

const { listBookings, listResources } = booking.endpoints;
const lookEveryMs = 30_000;

/** Who is where and when, and what waits for the management. */
export default function ManageBookings() {
  const t = useText(manageRoomsText);
  const { current } = useBuildings();
  useBookingsLive();
  return (
    <Page wide title={t.bookings} lead={t.bookingsLead}>
      {current ? (
        <div className="flex flex-col gap-5">
          <Pending buildingId={current.id} />
          <FailedRefunds buildingId={current.id} />
          <Days key={current.id} buildingId={current.id} zone={current.zone} />
        </div>
      ) : (
        <Skeleton className="h-96 rounded-card" />
      )}
    </Page>
  );
}

/** Nothing where nothing waits. */
function Pending({ buildingId }: { buildingId: string }) {
  const t = useText(manageRoomsText);
  const { data } = useRead(listBookings, { buildingId, state: 'pending', limit: 50 }, { everyMs: lookEveryMs });
  if (!data?.items.length) return null;
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.waiting(data.items.length)}</h2>
      <ul className="divide-y divide-line">
        {data.items.toReversed().map(booked => (
          <li key={booked.id} className="flex flex-wrap items-center gap-3 py-3">
            <Line booked={booked} wholeDay />
            <div className="flex flex-wrap gap-2">
              <Decide bookingId={booked.id} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const shows = ['running', 'all'] as const;

function Days({ buildingId, zone }: { buildingId: string; zone: string }) {
  const t = useText(manageRoomsText);
  const language = useLanguage();
  const today = todayIn(zone);
  const [day, setDay] = useState(today);
  const [room, setRoom] = useState('all');
  const [show, setShow] = useState<(typeof shows)[number]>('running');
  const rooms = useRead(listResources, { buildingId, withArchived: true });
  const of = room === 'all' ? {} : { resourceId: room };
  const list = useList(listBookings, { buildingId, ...of, firstDay: day, lastDay: day, limit: 100 });
  const wanted = list.items?.filter(each => show === 'all' || isRunning(each) || isOver(each));
  return (
    <section>
      <div className="mb-4 flex flex-wrap items-end gap-3">
        <div className="flex w-full items-center gap-1 sm:w-auto">
          <IconButton label={t.dayBefore} onClick={() => setDay(addDays(day, -1))}>
            <ChevronLeft size={20} aria-hidden />
          </IconButton>
          <input
            type="date"
            aria-label={t.day}
            value={day}
            onChange={event => event.target.value && setDay(event.target.value)}
            className={`${controlClasses} h-12 min-w-0 flex-1 sm:w-42`}
          />
          <IconButton label={t.dayAfter} onClick={() => setDay(addDays(day, 1))}>
            <ChevronRight size={20} aria-hidden />
          </IconButton>
          <Button look="plain" className="px-3" disabled={day === today} onClick={() => setDay(today)}>
            {t.today}
          </Button>
        </div>
        <div className="w-full sm:w-56">
          <Select
            label={t.room}
            hideLabel
            value={room}
            onChoose={setRoom}
            options={[
              { value: 'all', label: t.allRooms },
              ...(rooms.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []),
            ]}
          />
        </div>
        <Choices
          label={t.show}
          shown={false}
          value={show}
          onChoose={setShow}
          options={shows.map(value => ({ value, label: t.shows[value] }))}
        />
      </div>
      <Card className="p-4 sm:p-5">
        <h2 className="mb-3 text-lg">{longDay(day, language)}</h2>
        {list.error && !list.items && <Failed error={list.error} retry={list.refetch} />}
        {!list.error && !wanted && <Skeleton className="h-48" />}
        {wanted?.length === 0 && (
          <Empty icon={<CalendarDays />} title={t.noBookings}>
            {t.noBookingsLead}
          </Empty>
        )}
        {wanted && wanted.length > 0 && (
          <>
            <DayPlan day={day} bookings={wanted.filter(each => isRunning(each) || isOver(each))} />
            <ByRoom bookings={wanted} />
          </>
        )}
        <More list={list} />
      </Card>
    </section>
  );
}

/** It took place, or was to. */
const isOver = ({ state }: Booking): boolean => state === 'completed' || state === 'no_show';

function ByRoom({ bookings }: { bookings: readonly Booking[] }) {
  const rooms = Map.groupBy(
    bookings.toSorted((one, other) => (one.start < other.start ? -1 : 1)),
    ({ resource }) => resource,
  );
  return [...rooms]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, all]) => (
      <div key={name} className="mt-5 first:mt-0">
        <h3 className="border-b border-line pb-1.5 font-sans text-[0.9375rem] font-semibold text-soft">{name}</h3>
        <ul className="divide-y divide-line">
          {all.map(booked => (
            <li key={booked.id} className="py-2.5">
              <Line booked={booked} />
            </li>
          ))}
        </ul>
      </div>
    ));
}

/** A booking for the management, with who made it. */
function Line({ booked, wholeDay = false }: { booked: Booking; wholeDay?: boolean }) {
  const b = useText(bookingText);
  const language = useLanguage();
  const { name } = usePerson(booked.buildingId, booked.userId);
  return (
    <span className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-4 gap-y-1">
      <span className="min-w-0 flex-1 basis-52">
        <Link
          to="/bookings/$bookingId"
          params={{ bookingId: booked.id }}
          className="font-semibold tabular-nums hover:underline"
        >
          {wholeDay ? `${booked.resource}, ${wallSpan(booked, language)}` : clockSpan(booked.start, booked.end)}
        </Link>
        <span className="block text-soft">
          {name}
          {booked.note && ` · ${booked.note}`}
        </span>
      </span>
      <Badge tone={toneOf[booked.state]}>{b.states[booked.state]}</Badge>
    </span>
  );
}
