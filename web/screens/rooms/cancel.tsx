import { useState } from 'react';
import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { money } from '#web/kit/format.ts';
import { Note } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { bookingText } from '#web/text/bookings.ts';
import { useLanguage, useText } from '#web/text/language.ts';
import { backOf } from './back.ts';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { type Booking, showsBookings } from './states.ts';
import { wallSpan } from './wall.ts';

const { cancelBooking, cancelSeries } = booking.endpoints;

interface CancelProps {
  booked: Booking;
  resource: Resource;
  /** By the management: the resident gets everything back. */
  byManager?: boolean;
}

/** Gives a booking up, after saying what comes back. */
export function Cancel({ booked, resource, byManager = false }: CancelProps) {
  const t = useText(bookingText);
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="plain" className="text-bad!" onClick={() => setOpen(true)}>
        {t.cancel}
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={t.cancelTitle}
        description={`${booked.resource}, ${wallSpan(booked, language)}`}
      >
        <Sure booked={booked} resource={resource} byManager={byManager} close={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function Sure({ booked, resource, byManager, close }: Required<CancelProps> & { close: () => void }) {
  const t = useText(bookingText);
  const refusal = useRefusal();
  const one = useAction(cancelBooking, {
    refreshes: showsBookings,
    done: () => {
      toast(t.cancelled);
      close();
    },
  });
  const all = useAction(cancelSeries, {
    refreshes: showsBookings,
    done: ({ cancelled }) => {
      toast(t.cancelledAll(cancelled));
      close();
    },
  });
  const error = one.error ?? all.error;
  const { seriesId } = booked;
  return (
    <div className="flex flex-col gap-4">
      <WhatComesBack booked={booked} resource={resource} byManager={byManager} />
      {seriesId && <p className="text-sm text-soft">{t.cancelAllHint}</p>}
      {error && (
        <Note tone="bad" role="alert">
          {refusal(error)}
        </Note>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="danger" busy={one.isPending} onClick={() => one.mutate({ bookingId: booked.id })}>
          {t.cancel}
        </Button>
        {seriesId && (
          <Button look="outline" busy={all.isPending} onClick={() => all.mutate({ seriesId })}>
            {t.cancelAll}
          </Button>
        )}
        <Button look="plain" onClick={close}>
          {t.back}
        </Button>
      </div>
    </div>
  );
}

/** The sum, and what it is made of. */
export function WhatComesBack({ booked, resource, byManager }: Required<CancelProps>) {
  const t = useText(bookingText);
  const language = useLanguage();
  const back = backOf(booked, resource, Date.now(), byManager);
  if (!back) {
    const setAside = booked.state === 'pending' && booked.payment !== null;
    return <p>{setAside ? t.letGoMoney : t.nothingPaid}</p>;
  }
  if (byManager) return <p>{t.managerBack(money(back.total, language))}</p>;
  return (
    <div>
      <p className="font-semibold">{t.comesBack(money(back.total, language))}</p>
      {booked.fee.amount !== '0' && (
        <p className="text-soft">
          {back.percent === 0 ? t.nothingBack : t.comesBackFee(back.percent, money(back.fee, language))}
        </p>
      )}
      {back.deposit.amount !== '0' && <p className="text-soft">{t.comesBackDeposit(money(back.deposit, language))}</p>}
    </div>
  );
}
