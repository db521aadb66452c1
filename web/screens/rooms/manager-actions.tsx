import { booking } from '#services/booking/contract';
import { useAction } from '#web/api/queries.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/surface.tsx';
import { toast } from '#web/kit/toast.tsx';
import { usePerson } from '#web/screens/manage/people.tsx';
import { useText } from '#web/text/language.ts';
import { manageRoomsText } from '#web/text/manage-rooms.ts';
import { Cancel } from './cancel.tsx';
import { opensAt } from './check-in.tsx';
import { Decide } from './decide.tsx';
import { KeepDeposit } from './keep-deposit.tsx';
import { useRefusal } from './refusal.ts';
import type { Resource } from './rules.ts';
import { type Booking, isRunning, showsBookings } from './states.ts';

interface ManagerActionsProps {
  booked: Booking;
  resource: Resource;
  mine: boolean;
}

/** Who booked it, and what the management can do with it. */
export function ManagerActions({ booked, resource, mine }: ManagerActionsProps) {
  const t = useText(manageRoomsText);
  const refusal = useRefusal();
  const { name } = usePerson(booked.buildingId, booked.userId);
  const come = useAction(booking.endpoints.checkIn, {
    refreshes: showsBookings,
    done: () => toast(t.checkedIn),
  });
  const { state, deposit } = booked;
  const mayComeIn = state === 'confirmed' && Date.now() >= opensAt(booked);
  const mayKeep = deposit.amount !== '0' && ['checked_in', 'completed', 'no_show'].includes(state);
  const mayCancel = !mine && isRunning(booked) && state !== 'checked_in';
  return (
    <Card className="p-4 sm:p-5">
      <h2 className="text-lg">{t.manage}</h2>
      <p className="mb-3 text-soft">
        {t.by} <span className="font-semibold text-ink">{name}</span>
      </p>
      <div className="flex flex-wrap gap-2 empty:hidden">
        {state === 'pending' && <Decide bookingId={booked.id} />}
        {mayComeIn && (
          <Button
            look="quiet"
            busy={come.isPending}
            onClick={() => come.mutate({ bookingId: booked.id }, { onError: error => toast(refusal(error), 'bad') })}
          >
            {t.checkIn}
          </Button>
        )}
        {mayKeep && <KeepDeposit booked={booked} />}
        {mayCancel && <Cancel booked={booked} resource={resource} byManager />}
      </div>
    </Card>
  );
}
