import { useId } from 'react';
import { booking } from '#services/booking/contract';
import { fileUrl } from '#web/api/client.ts';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useText } from '#web/text/language.ts';
import { useRefusal } from './refusal.ts';

const { createCalendarFeed, removeCalendarFeed } = booking.endpoints;

/** The bookings in one's own calendar. Nobody but its owner is told the address, and only once. */
export function CalendarFeed() {
  const t = useText(bookingText);
  const refusal = useRefusal();
  const make = useAction(createCalendarFeed);
  const end = useAction(removeCalendarFeed, {
    done: () => {
      make.reset();
      toast(t.feedEnded);
    },
  });
  const failed = { onError: (error: Error) => toast(refusal(error), 'bad') };
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.calendar}</h2>
      <p className="mt-1 text-soft">{t.calendarLead}</p>
      {make.data && <Address url={make.data.url} />}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look={make.data ? 'outline' : 'quiet'} busy={make.isPending} onClick={() => make.mutate({}, failed)}>
          {make.data ? t.newFeed : t.makeFeed}
        </Button>
        <Button look="plain" busy={end.isPending} onClick={() => end.mutate({}, failed)}>
          {t.endFeed}
        </Button>
      </div>
      <p className="mt-2 text-sm text-soft">{t.feedHint}</p>
    </Card>
  );
}

function Address({ url }: { url: string }) {
  const t = useText(bookingText);
  const id = useId();
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    toast(t.copied);
  };
  return (
    <div className="mt-4" role="status">
      <label htmlFor={id} className="mb-1.5 block text-[0.9375rem] font-semibold">
        {t.feedUrl}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={url}
          onFocus={event => event.target.select()}
          className={`${controlClasses} h-11 min-w-0 flex-1`}
        />
        {/* A browser gives the clipboard to pages over HTTPS only. */}
        {window.isSecureContext && (
          <Button look="outline" onClick={() => void copy()}>
            {t.copy}
          </Button>
        )}
      </div>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button asChild look="quiet">
          <a href={url.replace(/^https?:/, 'webcal:')}>{t.subscribe}</a>
        </Button>
        <Button asChild look="plain">
          <a href={fileUrl(url)} download="bookings.ics">
            {t.ics}
          </a>
        </Button>
      </div>
    </div>
  );
}
