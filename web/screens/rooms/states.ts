import type { OutputOf } from '#kernel/contract';
import { booking } from '#services/booking/contract';
import type { Tone } from '#web/kit/surface.tsx';

export type Booking = OutputOf<typeof booking.endpoints.getBooking>;
type State = Booking['state'];

export const toneOf: Record<State, Tone> = {
  held: 'new',
  offered: 'new',
  pending: 'warn',
  confirmed: 'info',
  checked_in: 'good',
  completed: 'plain',
  no_show: 'bad',
  cancelled: 'plain',
  declined: 'plain',
  expired: 'plain',
};

/** Whether something may still become of it, or is going on. */
export const isRunning = ({ state }: Pick<Booking, 'state'>): boolean =>
  ['held', 'offered', 'pending', 'confirmed', 'checked_in'].includes(state);

/** Whether its payment is on its way: nobody pays a second time then. */
export const isBeingPaid = ({ payment }: Pick<Booking, 'payment'>): boolean =>
  payment?.state != null && !['declined', 'voided', 'expired'].includes(payment.state);

const { getAvailability, getBooking, listBookings, listMyBookings, listMyWaitlist } = booking.endpoints;

/** What shows a booking: read anew when something becomes of it. */
export const showsBookings = [getBooking, listMyBookings, listBookings, listMyWaitlist, getAvailability] as const;
