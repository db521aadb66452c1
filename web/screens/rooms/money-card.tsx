import { Link } from '@tanstack/react-router';
import { money } from '#web/kit/format.ts';
import { Card } from '#web/kit/surface.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { PriceRows } from './price-rows.tsx';
import type { Booking } from './states.ts';

/** What it costs, what was paid, given back and kept; nothing where it is free. */
export function MoneyCard({ booked, mine }: { booked: Booking; mine: boolean }) {
  const t = useText(bookingText);
  const language = useLanguage();
  const { fee, deposit, payment } = booked;
  if (fee.amount === '0' && deposit.amount === '0') return null;
  const rows = [
    ...(payment?.state === 'captured' ? ([[t.paid, payment.amount]] as const) : []),
    ...(payment?.state === 'authorised' ? ([[t.setAside, payment.amount]] as const) : []),
    [t.refunded, booked.refunded],
    [t.kept, booked.kept],
  ] as const;
  return (
    <Card className="flex flex-col gap-3 p-4 sm:p-5">
      <h2 className="text-lg">{t.money}</h2>
      <PriceRows fee={fee} deposit={deposit} />
      <dl className="flex flex-col gap-1 empty:hidden">
        {rows
          .filter(([, { amount }]) => amount !== '0')
          .map(([label, amount]) => (
            <div key={label} className="flex justify-between gap-4">
              <dt className="text-soft">{label}</dt>
              <dd className="tabular-nums">{money(amount, language)}</dd>
            </div>
          ))}
      </dl>
      {payment && payment.bookings > 1 && <p className="text-sm text-soft">{t.seriesOf(payment.bookings)}</p>}
      {mine && payment?.state === 'captured' && (
        <Link
          to="/payments/$paymentId"
          params={{ paymentId: payment.paymentId }}
          className="self-start font-semibold text-fig hover:underline"
        >
          {t.receipt}
        </Link>
      )}
    </Card>
  );
}
