import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowLeft, CircleCheck } from 'lucide-react';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { useAccess, useHolds } from '#web/app/me.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { money } from '#web/kit/format.ts';
import { Badge, blank, Card, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { Cancel, WhatComesBack } from './cancel.tsx';
import { CheckIn } from './check-in.tsx';
import { Holding } from './holding.tsx';
import { useBookingsLive } from './live.ts';
import { Lost } from './lost.tsx';
import { ManagerActions } from './manager-actions.tsx';
import { MoneyCard } from './money-card.tsx';
import { Offered } from './offered.tsx';
import type { Resource } from './rules.ts';
import { type Booking, isRunning, toneOf } from './states.ts';
import { momentIn, wallSpan } from './wall.ts';

const route = getRouteApi('/inside/bookings/$bookingId');
const { getBooking, getResource } = booking.endpoints;
const lookOftenMs = 2_000;
const lookMs = 20_000;

export default function BookingScreen() {
  const t = useText(bookingText);
  const m = useText(manageRoomsText);
  const language = useLanguage();
  const { bookingId } = route.useParams();
  useBookingsLive();
  const { userId } = useAccess();
  const { data: booked, error, refetch } = useRead(getBooking, { bookingId });
  const mine = !booked || booked.userId === userId;
  // What is held can be lost at any moment, and nobody has to press reload.
  const everyMs = booked?.state === 'held' ? lookOftenMs : booked && isRunning(booked) ? lookMs : undefined;
  useRead(getBooking, { bookingId }, everyMs === undefined ? {} : { everyMs });
  return (
    <Page
      title={booked?.resource ?? t.title}
      lead={booked ? wallSpan(booked, language) : blank}
      actions={
        <Button asChild look="plain">
          <Link to={mine ? '/bookings' : '/manage/bookings'}>
            <ArrowLeft size={18} aria-hidden /> {mine ? t.title : m.bookings}
          </Link>
        </Button>
      }
    >
      {error && !booked && <Failed error={error} retry={refetch} />}
      {!error && !booked && <Skeleton className="h-96 rounded-card" />}
      {booked && <Whole booked={booked} mine={mine} />}
    </Page>
  );
}

function Whole({ booked, mine }: { booked: Booking; mine: boolean }) {
  const manages = useHolds('manager', `building:${booked.buildingId}`);
  const { data: resource } = useRead(getResource, { resourceId: booked.resourceId });
  return (
    <div className="flex flex-col gap-5">
      <Facts booked={booked} />
      {mine && <News booked={booked} />}
      {mine && resource && booked.state === 'confirmed' && <CheckIn booked={booked} resource={resource} />}
      {manages && resource && <ManagerActions booked={booked} resource={resource} mine={mine} />}
      {booked.state !== 'held' && <MoneyCard booked={booked} mine={mine} />}
      {mine && resource && <GiveUp booked={booked} resource={resource} />}
    </div>
  );
}

function Facts({ booked }: { booked: Booking }) {
  const t = useText(bookingText);
  const language = useLanguage();
  return (
    <Card className="flex flex-wrap items-start justify-between gap-3 p-4 sm:p-5">
      <dl className="grid min-w-0 grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-soft">{t.where}</dt>
        <dd>
          <Link
            to="/rooms/$resourceId"
            params={{ resourceId: booked.resourceId }}
            className="font-semibold text-fig hover:underline"
          >
            {booked.resource}
          </Link>
        </dd>
        <dt className="text-soft">{t.when}</dt>
        <dd className="font-semibold">{wallSpan(booked, language)}</dd>
        {booked.note && (
          <>
            <dt className="text-soft">{t.noteRow}</dt>
            <dd>{booked.note}</dd>
          </>
        )}
      </dl>
      <div className="flex flex-wrap gap-2">
        {booked.seriesId && <Badge>{t.series}</Badge>}
        <Badge tone={toneOf[booked.state]}>{t.states[booked.state]}</Badge>
      </div>
    </Card>
  );
}

/** What is to know first. */
function News({ booked }: { booked: Booking }) {
  const t = useText(bookingText);
  const language = useLanguage();
  const paid = booked.fee.amount !== '0' || booked.deposit.amount !== '0';
  switch (booked.state) {
    case 'held':
      return <Holding held={booked} />;
    case 'offered':
      return <Offered offered={booked} />;
    case 'pending':
      return (
        <Note tone="warn" role="status">
          {booked.expiresAt && <p>{t.pending(momentIn(booked.expiresAt, booked.zone, language))}</p>}
          {booked.payment && <p>{t.pendingMoney(money(booked.payment.amount, language))}</p>}
        </Note>
      );
    case 'confirmed':
    case 'checked_in':
      return (
        <Note tone="good" role="status">
          <span className="flex items-center gap-2">
            <CircleCheck size={20} className="shrink-0" aria-hidden />
            {booked.checkedInAt
              ? t.checkedIn(momentIn(booked.checkedInAt, booked.zone, language))
              : paid
                ? t.thanks
                : t.thanksFree}
          </span>
        </Note>
      );
    case 'completed':
      return <Note tone="plain">{t.completed}</Note>;
    default:
      return <Lost lost={booked} />;
  }
}

/** What comes back now, and the way to it; only until it begins. */
function GiveUp({ booked, resource }: { booked: Booking; resource: Resource }) {
  if (booked.state !== 'pending' && booked.state !== 'confirmed') return null;
  if (Date.parse(booked.startsAt) <= Date.now()) return null;
  const costs = booked.fee.amount !== '0' || booked.deposit.amount !== '0';
  return (
    <Card className="flex flex-wrap items-center justify-between gap-3 p-4 sm:p-5">
      {costs && <WhatComesBack booked={booked} resource={resource} byManager={false} />}
      <Cancel booked={booked} resource={resource} />
    </Card>
  );
}
