import { type Booking, isRunning } from './states.ts';

/** What is to come, the next first. */
export const comingOf = (bookings: readonly Booking[]): Booking[] =>
  bookings.filter(isRunning).toSorted((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
