import { useNavigate } from '@tanstack/react-router';
import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { OutputOf } from '#kernel/contract';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Stepper } from '#web/kit/controls.tsx';
import { Select } from '#web/kit/select.tsx';
import { Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import type { Wish } from './book-panel.tsx';
import { PriceRows } from './price-rows.tsx';
import { useReason, useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { wallSpan } from './wall.ts';

const { getAvailability, listMyBookings, quoteSeries, reserveSeries } = booking.endpoints;
type Quote = OutputOf<typeof quoteSeries>;
type Rhythm = keyof (typeof roomsText)['en']['rhythms'];
const { minValue: least, maxValue: most } = quoteSeries.input.shape.times;

const freeOf = ({ items }: Quote): number => items.filter(({ reason }) => reason === null).length;

/** The same time again and again: each date is looked at first, what cannot be had is said date by date. */
export function BookSeries({ resource, wish }: { resource: Resource; wish: Wish }) {
  const t = useText(roomsText);
  const refusal = useRefusal();
  const [rrule, setRrule] = useState<Rhythm>('FREQ=WEEKLY');
  const [times, setTimes] = useState(6);
  const [missing, setMissing] = useState(false);
  const quote = useAction(quoteSeries);
  const input = { ...wish.input, rrule, times };
  // What was asked about other dates says nothing about these.
  const known = JSON.stringify(quote.variables) === JSON.stringify(input) ? quote.data : undefined;
  const series = useSeries(resource.approval, known ? freeOf(known) : 0);
  const look = () => {
    setMissing(wish.lacksTerms);
    if (!wish.lacksTerms) quote.mutate(input);
  };
  const error = series.error ?? quote.error;
  return (
    <>
      <Select
        label={t.rhythm}
        value={rrule}
        onChoose={setRrule}
        options={(Object.keys(t.rhythms) as Rhythm[]).map(value => ({ value, label: t.rhythms[value] }))}
      />
      <div className="flex items-center justify-between gap-3">
        <span className="text-[0.9375rem] font-semibold">{t.howMany}</span>
        <Stepper label={t.howMany} value={times} min={least ?? 2} max={most ?? 60} onChange={setTimes} />
      </div>
      {missing && wish.lacksTerms && (
        <Note tone="warn" role="alert">
          {t.acceptFirst}
        </Note>
      )}
      {error && (
        <Note tone="bad" role="alert">
          {refusal(error)}
        </Note>
      )}
      {known ? (
        <Dates
          quote={known}
          approval={resource.approval}
          busy={series.isPending}
          book={() => series.mutate({ ...input, note: wish.note.trim() })}
        />
      ) : (
        <Button look="quiet" busy={quote.isPending} onClick={look}>
          {t.quote}
        </Button>
      )}
    </>
  );
}

/** Books a series, of which so many dates were free before. One that costs something is paid on the page of its first booking, all of it at once. */
function useSeries(approval: boolean, promised: number) {
  const t = useText(roomsText);
  const navigate = useNavigate();
  return useAction(reserveSeries, {
    refreshes: [getAvailability, listMyBookings],
    done: async ({ items, cost }) => {
      const booked = items.filter(({ bookingId }) => bookingId !== null);
      const missed = promised - booked.length;
      const first = booked[0]?.bookingId;
      const costs = cost.total.amount !== '0';
      if (missed > 0) toast(t.missedSeries(missed), 'bad');
      if (first && !costs) toast(approval ? t.requested : t.bookedSeries(booked.length));
      if (first && costs) await navigate({ to: '/bookings/$bookingId', params: { bookingId: first } });
      else if (first) await navigate({ to: '/bookings' });
    },
  });
}

interface DatesProps {
  quote: Quote;
  approval: boolean;
  busy: boolean;
  book: () => void;
}

function Dates({ quote, approval, busy, book }: DatesProps) {
  const t = useText(roomsText);
  const language = useLanguage();
  const reason = useReason();
  const free = freeOf(quote);
  const costs = quote.cost.total.amount !== '0';
  const label = (costs ? t.holdSeries : approval ? t.requestSeries : t.bookSeries)(free);
  return (
    <>
      <div>
        <p className="mb-1.5 font-semibold" role="status">
          {t.dates(free, quote.items.length)}
        </p>
        <ul className="flex max-h-72 flex-col gap-1 overflow-y-auto text-[0.9375rem]">
          {quote.items.map(item => (
            <li key={item.start} className="flex items-start gap-2">
              {item.reason === null ? (
                <Check size={18} aria-label={t.works} className="mt-0.5 shrink-0 text-good" />
              ) : (
                <X size={18} aria-hidden className="mt-0.5 shrink-0 text-bad" />
              )}
              <span className="min-w-0">
                {wallSpan(item, language)}
                {item.reason !== null && <span className="block text-sm text-bad">{reason(item.reason)}</span>}
              </span>
            </li>
          ))}
        </ul>
      </div>
      {free > 0 ? (
        <>
          <PriceRows fee={quote.cost.fee} deposit={quote.cost.deposit} />
          <Button size="large" busy={busy} onClick={book}>
            {label}
          </Button>
        </>
      ) : (
        <Note tone="warn">{t.noDate}</Note>
      )}
    </>
  );
}
