import { Link } from '@tanstack/react-router';
import { booking } from '#services/booking/contract';
import { useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Skeleton } from '#web/kit/surface.tsx';
import { useLanguage, useText } from '#web/text/language.ts';
import { roomsText } from '#web/text/rooms.ts';
import { nextFree, type Span } from './slots.ts';
import { addDays, wallSpan } from './wall.ts';

const days = 14;
const most = 4;

/** The times as long as one that are free next, each a click away. */
export function NextFree({ resourceId, after }: { resourceId: string; after: Span }) {
  const t = useText(roomsText);
  const language = useLanguage();
  const from = after.start.slice(0, 10);
  const { data } = useRead(booking.endpoints.getAvailability, { resourceId, from, to: addDays(from, days) });
  // The time itself may be free again; whoever shows this says so.
  const free = data && nextFree(data.slots, after, most).filter(({ start }) => start !== after.start);
  return (
    <div>
      <h3 className="mb-2 font-sans text-[0.9375rem] font-semibold">{t.nextFree}</h3>
      {!free && <Skeleton className="h-24" />}
      {free?.length === 0 && <p className="text-soft">{t.noNextFree}</p>}
      <ul className="flex flex-wrap gap-2">
        {free?.map(span => (
          <li key={span.start}>
            <Button asChild look="quiet" size="small" className="h-11">
              <Link to="/rooms/$resourceId" params={{ resourceId }} search={{ day: span.start.slice(0, 10), ...span }}>
                {wallSpan(span, language)}
              </Link>
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
