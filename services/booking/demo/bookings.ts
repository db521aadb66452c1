// Who booked what in each demo building, in days from today.

export interface DemoBooking {
  resource: string;
  inDays: number;
  atMinute: number;
  minutes: number;
  /** Of the forty units of the building. */
  unit: number;
  note: string;
}

const days = [-6, -5, -4, -3, -2, -1, 1, 2, 3, 4, 5, 6];

const gym = days.flatMap(inDays =>
  [7, 18].flatMap(hour =>
    Array.from({ length: 1 + ((inDays + 6 + hour) % 3) }, (_, place) => ({
      resource: 'gym',
      inDays,
      atMinute: hour * 60,
      minutes: 60,
      unit: 1 + (((inDays + 6) * 3 + hour + place * 7) % 40),
      note: '',
    })),
  ),
);

const rooms = days.map((inDays, index) => ({
  resource: index % 2 === 0 ? 'meeting-room-1' : 'meeting-room-2',
  inDays,
  atMinute: (9 + (index % 6)) * 60,
  minutes: 120,
  unit: 1 + index * 3,
  note: index % 3 === 0 ? 'Owners’ meeting' : '',
}));

const desks = days.map((inDays, index) => ({
  resource: 'desks',
  inDays,
  atMinute: 480,
  minutes: 240,
  unit: 2 + index * 2,
  note: '',
}));

export const demoBookings: readonly DemoBooking[] = [...gym, ...rooms, ...desks];
