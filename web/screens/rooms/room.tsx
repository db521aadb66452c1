import { getRouteApi, Link } from '@tanstack/react-router';
import { ArrowDown, ArrowLeft } from 'lucide-react';
import { useRef, useState } from 'react';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Failed } from '#web/kit/failed.tsx';
import { money } from '#web/kit/format.ts';
import { blank, Card, Note, Page, Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import { BookPanel } from './book-panel.tsx';
import { DaySlots } from './day-slots.tsx';
import { Month } from './month.tsx';
import { RoomDraws } from './room-draws.tsx';
import { priceInWords, type Resource, refundInWords, rulesInWords } from './rules.ts';
import { freedomOf, type Span, slotsOn } from './slots.ts';
import { addDays, addMonths, longDay, monthEdges, todayIn, wallSpan } from './wall.ts';

const route = getRouteApi('/inside/rooms/$resourceId');
const { getAvailability, getResource } = booking.endpoints;
const lookEveryMs = 20_000;

export default function Room() {
  const t = useText(roomsText);
  const language = useLanguage();
  const { resourceId } = route.useParams();
  const { data: resource, error, refetch } = useRead(getResource, { resourceId });
  return (
    <Page
      wide
      title={resource?.name ?? blank}
      lead={resource ? resource.description || t.kinds[resource.kind] : blank}
      actions={
        <Button asChild look="plain">
          <Link to="/rooms">
            <ArrowLeft size={18} aria-hidden /> {t.all}
          </Link>
        </Button>
      }
    >
      {error && !resource && <Failed error={error} retry={refetch} />}
      {!error && !resource && <Skeleton className="h-150 rounded-card" />}
      {resource && (
        <>
          <p className="-mt-3 mb-5 text-soft">
            {[
              t.places(resource.capacity),
              priceInWords(resource, t, language),
              ...(resource.deposit.amount === '0' ? [] : [t.deposit(money(resource.deposit, language))]),
            ].join(' · ')}
          </p>
          <Choosing resource={resource} />
        </>
      )}
    </Page>
  );
}

/** The slots of a month and of the next one: what begins on its last day may go on. */
function useSlots(resourceId: string, month: string) {
  const { first } = monthEdges(month);
  const to = addDays(monthEdges(addMonths(month, 1)).first, 1);
  return useRead(getAvailability, { resourceId, from: first, to }, { everyMs: lookEveryMs });
}

function Choosing({ resource }: { resource: Resource }) {
  const t = useText(roomsText);
  const language = useLanguage();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const panel = useRef<HTMLDivElement>(null);
  const today = todayIn(resource.zone);
  const [month, setMonth] = useState((search.day ?? today).slice(0, 7));
  const { data, error, refetch } = useSlots(resource.id, month);
  const slots = data?.slots;
  const firstFree = slots?.find(({ bookable, start }) => bookable === 'yes' && start.startsWith(month))?.start;
  const day = search.day?.startsWith(month)
    ? search.day
    : (firstFree?.slice(0, 10) ?? (today.startsWith(month) ? today : `${month}-01`));
  const chosen: Span | null = search.start && search.end ? { start: search.start, end: search.end } : null;
  const go = (next: { day: string; start?: string; end?: string }) =>
    void navigate({ search: next, replace: true, resetScroll: false });
  const daySlots = slots && slotsOn(slots, day);
  const shown = chosen && (!slots || chosen.start.startsWith(day)) ? chosen : null;
  return (
    <div className="grid items-start gap-5 desk:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {resource.state === 'archived' && <Note tone="warn">{t.archived}</Note>}
        {resource.outOfOrder && <Note tone="bad">{t.outOfOrderLead}</Note>}
        <Card className="p-4 sm:p-5">
          {error && !slots ? (
            <Failed error={error} retry={refetch} />
          ) : (
            <Month
              month={month}
              slots={slots}
              day={day}
              today={today}
              lastDay={addDays(today, resource.maxAheadDays)}
              onMonth={setMonth}
              onDay={next => go({ day: next })}
            />
          )}
        </Card>
        <Card className="p-4 sm:p-5">
          <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4">
            <h2 className="text-lg">{longDay(day, language)}</h2>
            {daySlots && freedomOf(daySlots).level === 'none' && <span className="text-soft">{t.legend.none}</span>}
          </div>
          <DaySlots
            day={day}
            slots={daySlots}
            chosen={shown}
            maxSlots={resource.maxSlots}
            capacity={resource.capacity}
            onChoose={span => go({ day, ...span })}
          />
          <OtherZone zone={resource.zone} />
        </Card>
        {shown && (
          <Button
            size="large"
            className="sticky bottom-20 z-10 shadow-raised desk:hidden"
            icon={<ArrowDown size={18} aria-hidden />}
            onClick={() => panel.current?.scrollIntoView()}
          >
            {wallSpan(shown, language)}
          </Button>
        )}
      </div>
      <div ref={panel} className="flex min-w-0 scroll-mt-20 flex-col gap-5 desk:sticky desk:top-6">
        <BookPanel resource={resource} slots={slots} chosen={shown} onChoose={span => go({ day, ...span })} />
        <RoomDraws resource={resource} />
        <Rules resource={resource} />
      </div>
    </div>
  );
}

/** Whoever is elsewhere is told whose clock counts. */
function OtherZone({ zone }: { zone: string }) {
  const t = useText(roomsText);
  if (Intl.DateTimeFormat().resolvedOptions().timeZone === zone) return null;
  return <p className="mt-3 text-sm text-soft">{t.zone(zone.replace('_', ' '))}</p>;
}

function Rules({ resource }: { resource: Resource }) {
  const t = useText(roomsText);
  const language = useLanguage();
  const sentences = [
    ...rulesInWords(resource, t, language),
    ...(resource.fee.amount === '0' ? [] : refundInWords(resource, null, t, language)),
    ...(resource.deposit.amount === '0' ? [] : [t.refund.depositAfter]),
  ];
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="mb-2 text-lg">{t.rules}</h2>
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-[0.9375rem] text-soft">
        {sentences.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Card>
  );
}
