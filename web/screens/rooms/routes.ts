import { screen } from '#web/app/layouts.tsx';

interface RoomSearch {
  day?: string;
  start?: string;
  end?: string;
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^2[01]\d\d-\d\d-\d\d$/.test(value);
const isWall = (value: unknown): value is string =>
  typeof value === 'string' && /^2[01]\d\d-\d\d-\d\dT\d\d:\d\d$/.test(value);

/** What is chosen stands in the address: it can be led to, and reloaded. */
function roomSearch({ day, start, end }: Record<string, unknown>): RoomSearch {
  return {
    ...(isDay(day) && { day }),
    ...(isWall(start) && isWall(end) && end > start && { start, end }),
  };
}

export const roomsRoutes = [
  screen('/rooms', () => import('./rooms.tsx')),
  screen('/rooms/$resourceId', () => import('./room.tsx'), roomSearch),
  screen('/bookings', () => import('./bookings.tsx')),
  screen('/bookings/$bookingId', () => import('./booking.tsx')),
  screen('/draws/$drawId', () => import('./draw.tsx')),
  screen('/manage/rooms', () => import('./manage-rooms.tsx')),
  screen('/manage/rooms/$resourceId', () => import('./manage-room.tsx')),
  screen('/manage/bookings', () => import('./manage-bookings.tsx')),
] as const;
