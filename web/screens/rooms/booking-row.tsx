import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge, Card } from '#web/kit/surface.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { type Booking, toneOf } from './states.ts';
import { monthShort, wallSpan } from './wall.ts';

/** A booking in a list, led by its day as on a leaf of a calendar. */
export function BookingRow({ booked, children }: { booked: Booking; children?: ReactNode }) {
  const t = useText(bookingText);
  const language = useLanguage();
  return (
    <Card className="relative flex items-center gap-4 p-4 transition-colors hover:border-edge">
      <DayLeaf day={booked.start} />
      <div className="min-w-0 flex-1">
        <Link to="/bookings/$bookingId" params={{ bookingId: booked.id }} className="font-semibold fills-card">
          {booked.resource}
        </Link>
        <p className="text-soft">{wallSpan(booked, language)}</p>
        {children}
      </div>
      <Badge tone={toneOf[booked.state]}>{t.states[booked.state]}</Badge>
    </Card>
  );
}

function DayLeaf({ day }: { day: string }) {
  const language = useLanguage();
  return (
    <span
      aria-hidden
      className="arch hidden h-16 w-14 shrink-0 flex-col items-center justify-center bg-fig-tint pt-1 leading-tight text-fig min-[26rem]:flex"
    >
      <span className="font-display text-xl font-semibold">{Number(day.slice(8, 10))}</span>
      <span className="text-xs font-semibold">{monthShort(day, language)}</span>
    </span>
  );
}
