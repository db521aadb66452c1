import { cx } from '#web/kit/cx.ts';
import type { Booking } from './states.ts';
import { clockSpan, minutesBetween } from './wall.ts';

const dayMinutes = 1_440;
const marks = [0, 6, 12, 18, 24];

/** The day at a glance, a line for each room. It shows what the list below says, so it is not read out. */
export function DayPlan({ day, bookings }: { day: string; bookings: readonly Booking[] }) {
  const rooms = [...Map.groupBy(bookings, ({ resource }) => resource)].toSorted(([one], [other]) =>
    one.localeCompare(other),
  );
  const place = ({ start, end }: Booking) => {
    const from = minutesBetween(day, start);
    const length = Math.min(dayMinutes - from, minutesBetween(start, end));
    return { left: `${(from / dayMinutes) * 100}%`, width: `${(length / dayMinutes) * 100}%` };
  };
  return (
    <div aria-hidden className="mb-6 hidden sm:block">
      <div className="mb-1 ml-40 flex justify-between text-xs text-soft tabular-nums">
        {marks.map(hour => (
          <span key={hour}>{hour}:00</span>
        ))}
      </div>
      {rooms.map(([name, all]) => (
        <div key={name} className="flex items-center border-t border-line py-1.5">
          <span className="w-40 shrink-0 truncate pr-3 text-sm font-semibold">{name}</span>
          <span className="relative h-7 flex-1 rounded-control bg-sunken">
            {all.map(booked => (
              <span
                key={booked.id}
                title={clockSpan(booked.start, booked.end)}
                className={cx(
                  'absolute inset-y-0.5 rounded-lg border border-surface',
                  booked.state === 'pending' || booked.state === 'held' ? 'bg-warn' : 'bg-fig',
                  all.length > 1 && 'opacity-80',
                )}
                style={place(booked)}
              />
            ))}
          </span>
        </div>
      ))}
    </div>
  );
}
