import { type FormEvent, useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { controlClasses } from '#web/kit/form.tsx';
import { Card, Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { type Booking, showsBookings } from './states.ts';
import { lengthOf, momentIn } from './wall.ts';

const { checkIn } = booking.endpoints;
/** Whoever comes early may come in. */
const earlyMs = 15 * 60_000;

export const opensAt = ({ startsAt }: Pick<Booking, 'startsAt'>): number => Date.parse(startsAt) - earlyMs;

/** The code at the door, typed in by whoever stands there; before that, when it can be. */
export function CheckIn({ booked, resource }: { booked: Booking; resource: Resource }) {
  const t = useText(bookingText);
  const language = useLanguage();
  const refusal = useRefusal();
  const [code, setCode] = useState('');
  const come = useAction(checkIn, { refreshes: showsBookings, done: () => toast(t.welcome) });
  if (Date.now() < opensAt(booked)) {
    if (!resource.noShow) return null;
    const from = momentIn(opensAt(booked), booked.zone, language);
    return <Note tone="plain">{t.checkInFrom(from, lengthOf(resource.noShow.graceMinutes, language))}</Note>;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    come.mutate({ bookingId: booked.id, code });
  };
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.checkIn}</h2>
      <p className="mb-3 text-soft">{t.checkInLead}</p>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <input
          aria-label={t.code}
          inputMode="numeric"
          autoComplete="off"
          pattern="\d{6}"
          required
          value={code}
          onChange={event => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
          className={`${controlClasses} h-16 text-center font-mono text-3xl font-bold tracking-[0.35em]`}
        />
        {come.error && (
          <Note tone="bad" role="alert">
            {refusal(come.error)}
          </Note>
        )}
        <Button type="submit" size="large" disabled={code.length < 6} busy={come.isPending}>
          {t.checkIn}
        </Button>
      </form>
    </Card>
  );
}
