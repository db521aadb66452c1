// The weekly hours in which a building's management works. How long something takes in them is reckoned by who asks.

import { fail } from '#kernel/errors';
import type { Hours } from '../contract/calendar.ts';

/** One span of a week, in minutes since midnight. */
export interface Span {
  weekday: number;
  fromMinute: number;
  toMinute: number;
}

/** What holds for a new building: Monday to Friday, 08:00 to 18:00. */
export const defaultSpans: readonly Span[] = [1, 2, 3, 4, 5].map(weekday => ({
  weekday,
  fromMinute: 8 * 60,
  toMinute: 18 * 60,
}));

const minuteOf = (wall: string): number => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3));
const wallOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

export const showSpan = ({ weekday, fromMinute, toMinute }: Span): Hours => ({
  weekday,
  from: wallOf(fromMinute),
  to: wallOf(toMinute),
});

/** The spans in the order of the week. Raises `invalid_argument` on one that ends before it begins or meets another. */
export function spansOf(hours: readonly Hours[]): Span[] {
  const spans = hours
    .map(({ weekday, from, to }) => ({ weekday, fromMinute: minuteOf(from), toMinute: minuteOf(to) }))
    .sort((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute);
  spans.forEach((span, index) => {
    const next = spans[index + 1];
    if (span.fromMinute >= span.toMinute)
      fail('invalid_argument', `On weekday ${span.weekday} ${wallOf(span.fromMinute)} is not before its end.`);
    if (next && next.weekday === span.weekday && next.fromMinute < span.toMinute)
      fail(
        'invalid_argument',
        `On weekday ${span.weekday} two spans overlap at ${wallOf(next.fromMinute)}: join them.`,
      );
  });
  return spans;
}
