import { Link } from '@tanstack/react-router';
import { Hourglass } from 'lucide-react';
import type { OutputOf } from '#kernel/contract';
import { booking } from '#services/booking/contract';
import { useAction, useRead } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { blank, Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { useRefusal } from './refusal.ts';
import { showsBookings } from './states.ts';
import { wallSpan } from './wall.ts';

const { getResource, leaveWaitlist, listMyWaitlist } = booking.endpoints;
type Entry = OutputOf<typeof listMyWaitlist>['items'][number];

/** What one waits for; what is offered is among the bookings, which it nearly is. Nothing where one waits for nothing. */
export function Waiting() {
  const t = useText(bookingText);
  const { data } = useRead(listMyWaitlist, { limit: 100 }, { everyMs: 20_000 });
  const waiting = data?.items.filter(({ state }) => state === 'waiting') ?? [];
  if (waiting.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2.5 px-1 text-xl">{t.waitingFor}</h2>
      <Card>
        <ul className="divide-y divide-line">
          {waiting.map(entry => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const t = useText(bookingText);
  const language = useLanguage();
  const refusal = useRefusal();
  const { data: resource } = useRead(getResource, { resourceId: entry.resourceId });
  const leave = useAction(leaveWaitlist, { refreshes: showsBookings, done: () => toast(t.left) });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Hourglass size={20} aria-hidden className="shrink-0 text-soft" />
      <span className="min-w-0 flex-1 basis-40">
        <Link
          to="/rooms/$resourceId"
          params={{ resourceId: entry.resourceId }}
          search={{ day: entry.start.slice(0, 10), start: entry.start, end: entry.end }}
          className="block font-semibold hover:underline"
        >
          {resource?.name ?? blank}
        </Link>
        <span className="block text-soft">{wallSpan(entry, language)}</span>
      </span>
      <Button
        look="plain"
        size="small"
        className="h-11"
        busy={leave.isPending}
        onClick={() => leave.mutate({ waitlistId: entry.id }, { onError: error => toast(refusal(error), 'bad') })}
      >
        {t.leave}
      </Button>
    </li>
  );
}
