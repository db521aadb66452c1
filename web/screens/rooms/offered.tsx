import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Card, Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { PriceRows } from './price-rows.tsx';
import { useRefusal } from './refusal.ts';
import { type Booking, showsBookings } from './states.ts';
import { momentIn } from './wall.ts';

const { acceptOffer, cancelBooking } = booking.endpoints;

/** What became free is kept for whoever waited for it: they take it, or it goes to the next. */
export function Offered({ offered }: { offered: Booking }) {
  const t = useText(bookingText);
  const language = useLanguage();
  const refusal = useRefusal();
  const take = useAction(acceptOffer, {
    refreshes: showsBookings,
    done: ({ state }) => state === 'confirmed' && toast(t.thanksFree),
  });
  const leave = useAction(cancelBooking, { refreshes: showsBookings, done: () => toast(t.passedOn) });
  const error = take.error ?? leave.error;
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5">
      <Note tone="new" role="status">
        {offered.expiresAt && t.offeredUntil(momentIn(offered.expiresAt, offered.zone, language))}
      </Note>
      <PriceRows fee={offered.fee} deposit={offered.deposit} />
      {error && (
        <Note tone="bad" role="alert">
          {refusal(error)}
        </Note>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="large" busy={take.isPending} onClick={() => take.mutate({ bookingId: offered.id })}>
          {t.take}
        </Button>
        <Button
          look="plain"
          size="large"
          busy={leave.isPending}
          onClick={() => leave.mutate({ bookingId: offered.id })}
        >
          {t.notMine}
        </Button>
      </div>
    </Card>
  );
}
