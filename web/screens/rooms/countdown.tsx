import { useEffect, useState } from 'react';
import { cx } from '#web/kit/cx.ts';
import { bookingText } from '#web/text/bookings.ts';
import { useText } from '#web/text/language.ts';

const holdMs = 180_000;
const lastMinuteMs = 60_000;

/** How long it is until an instant, in ms, counted down by the second; never below zero. */
function useLeft(until: string): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  // A clock of the device that goes wrong does not promise more than there is.
  return Math.min(holdMs, Math.max(0, Date.parse(until) - now));
}

/** The time that is left to pay, as a clock and as a line that gets shorter. */
export function Countdown({ until }: { until: string }) {
  const t = useText(bookingText);
  const left = useLeft(until);
  const seconds = Math.ceil(left / 1_000);
  const late = left <= lastMinuteMs;
  return (
    <div>
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-semibold">{seconds > 0 ? t.timeLeft : t.looking}</span>
        <span
          role="timer"
          className={cx('font-display text-3xl font-semibold tabular-nums', late ? 'text-warn' : 'text-fig')}
        >
          {Math.floor(seconds / 60)}:{String(seconds % 60).padStart(2, '0')}
        </span>
      </p>
      <div aria-hidden className="mt-1.5 h-2 overflow-hidden rounded-full bg-sunken">
        <div
          className={cx('h-full rounded-full transition-[width] duration-500 ease-linear', late ? 'bg-warn' : 'bg-fig')}
          style={{ width: `${(left / holdMs) * 100}%` }}
        />
      </div>
      <span role="status" className="sr-only">
        {late && seconds > 0 ? t.minuteLeft : ''}
      </span>
    </div>
  );
}
