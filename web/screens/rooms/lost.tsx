import { Link } from '@tanstack/react-router';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Card, Note } from '#web/kit/surface.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useText } from '#web/text/language.ts';
import { NextFree } from './next-free.tsx';
import type { Booking } from './states.ts';

/** Why it is nobody's any more, or somebody else's. */
export function reasonOf({ state, cancellation, payment }: Booking, { lost }: (typeof bookingText)['en']): string {
  if (state === 'cancelled' && cancellation) return lost[cancellation.reason];
  if (state === 'declined' || state === 'no_show') return lost[state];
  // Only what had to be paid was held; what was offered had no payment yet.
  return payment ? lost.held : lost.offered;
}

/** A time that came to nothing: why, whether it can still be had, and what is free next. */
export function Lost({ lost }: { lost: Booking }) {
  const t = useText(bookingText);
  const { resourceId, start, end } = lost;
  const isToCome = Date.parse(lost.startsAt) > Date.now();
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5">
      <Note tone={lost.cancellation?.reason === 'by_resident' ? 'plain' : 'warn'} role="alert">
        <p>{reasonOf(lost, t)}</p>
        {lost.cancellation?.note && <p>{t.theyWrite(lost.cancellation.note)}</p>}
        {isToCome && <StillFree lost={lost} />}
      </Note>
      {isToCome && <NextFree resourceId={resourceId} after={{ start, end }} />}
    </Card>
  );
}

const lookEveryMs = 5_000;

/** Whether a neighbour has it by now. */
function StillFree({ lost: { resourceId, start, end } }: { lost: Booking }) {
  const t = useText(bookingText);
  const day = start.slice(0, 10);
  const { data } = useRead(
    booking.endpoints.getAvailability,
    { resourceId, from: day, to: end.slice(0, 10) },
    { everyMs: lookEveryMs },
  );
  const slots = data?.slots.filter(slot => slot.start >= start && slot.end <= end) ?? [];
  if (slots.some(({ bookable }) => bookable === 'taken')) return <p>{t.takenNow}</p>;
  if (slots.length === 0 || slots.some(({ bookable }) => bookable !== 'yes')) return null;
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <span>{t.stillFree}</span>
      <Button asChild size="small" className="h-11">
        <Link to="/rooms/$resourceId" params={{ resourceId }} search={{ day, start, end }}>
          {t.again}
        </Link>
      </Button>
    </div>
  );
}
