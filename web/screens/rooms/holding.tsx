import { booking } from '#services/booking/contract';
import { fileUrl } from '#web/api/client.ts';
import { useAction } from '#web/api/queries.ts';
import { PaymentFields, usePaymentMethod } from '#web/app/payment-method.tsx';
import { Button } from '#web/kit/button.tsx';
import { money } from '#web/kit/format.ts';
import { Card, Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { Countdown } from './countdown.tsx';
import { PriceRows } from './price-rows.tsx';
import { useRefusal } from './refusal.ts';
import { type Booking, isBeingPaid, showsBookings } from './states.ts';

const { cancelBooking, cancelSeries, payBooking } = booking.endpoints;

/** It is held for three minutes: how long that is still, the payment, and the way to let go of it. */
export function Holding({ held }: { held: Booking }) {
  const t = useText(bookingText);
  const paying = isBeingPaid(held);
  return (
    <Card className="flex flex-col gap-4 p-4 sm:p-5">
      <h2 className="sr-only">{t.held}</h2>
      {held.expiresAt && <Countdown until={held.expiresAt} />}
      {paying ? <UnderWay held={held} /> : <Pay held={held} />}
    </Card>
  );
}

function UnderWay({ held: { payment } }: { held: Booking }) {
  const t = useText(bookingText);
  const url = payment?.actionUrl;
  return (
    <Note tone="warn" role="status">
      <p>{url ? t.mustPay : t.checking}</p>
      {url && (
        <Button asChild className="mt-3">
          <a href={fileUrl(url)} target="_blank" rel="noreferrer">
            {t.toPayment}
          </a>
        </Button>
      )}
    </Note>
  );
}

function Pay({ held }: { held: Booking }) {
  const t = useText(bookingText);
  const language = useLanguage();
  const refusal = useRefusal();
  const chosen = usePaymentMethod();
  const pay = useAction(payBooking, { refreshes: showsBookings });
  const { amount: total, bookings: many } = held.payment!;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={event => {
        event.preventDefault();
        if (chosen.method) pay.mutate({ bookingId: held.id, method: chosen.method });
      }}
    >
      {many > 1 ? (
        <p className="flex justify-between gap-4 font-semibold">
          {t.seriesOf(many)} <span className="tabular-nums">{money(total, language)}</span>
        </p>
      ) : (
        <PriceRows fee={held.fee} deposit={held.deposit} />
      )}
      <PaymentFields chosen={chosen} currency={total.currency} />
      {pay.error && (
        <Note tone="bad" role="alert">
          {refusal(pay.error)}
        </Note>
      )}
      <Button type="submit" size="large" busy={pay.isPending} disabled={!chosen.method}>
        {t.pay(money(total, language))}
      </Button>
      <p className="text-sm text-soft">{t.payBinding}</p>
      <LetGo held={held} busy={pay.isPending} />
    </form>
  );
}

/** Gives up what is held, all of it where it is a series: others wait for it. */
function LetGo({ held, busy }: { held: Booking; busy: boolean }) {
  const t = useText(bookingText);
  const refusal = useRefusal();
  const options = {
    refreshes: showsBookings,
    done: () => toast(t.letGone),
  };
  const one = useAction(cancelBooking, options);
  const all = useAction(cancelSeries, options);
  const failed = { onError: (error: Error) => toast(refusal(error), 'bad') };
  const together = held.seriesId !== null && (held.payment?.bookings ?? 1) > 1;
  const letGo = () =>
    together ? all.mutate({ seriesId: held.seriesId! }, failed) : one.mutate({ bookingId: held.id }, failed);
  return (
    <div className="border-t border-line pt-3">
      <Button look="plain" disabled={busy} busy={one.isPending || all.isPending} onClick={letGo}>
        {t.letGo}
      </Button>
      <p className="mt-1 text-sm text-soft">{t.letGoLead}</p>
    </div>
  );
}
