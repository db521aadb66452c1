// When something can be booked: rules say on which days it is open or closed from when to when on the wall clock; what is
// open is cut into slots of equal length, and what is taken, too soon or too far away is marked as such.

import { epochMs, type Instant } from '#kernel/time';
import { daysOfRule } from './rule-days.ts';
import { dayAt, dayMinutes, dayOf, msOfWall, type WallMinute, wallText } from './wall.ts';

export interface Rule {
  kind: 'open' | 'closed';
  /** Null: on its first day only. */
  rrule: string | null;
  firstDay: string;
  lastDay: string | null;
  /** Minutes since midnight; past midnight they go on counting. */
  fromMinute: number;
  toMinute: number;
}

export interface Plan {
  zone: string;
  slotMinutes: number;
  rules: readonly Rule[];
}

/** From a wall minute to one, without its end. */
type Span = readonly [from: WallMinute, to: WallMinute];

export interface Slot {
  from: WallMinute;
  to: WallMinute;
  startMs: number;
  endMs: number;
}

/** The spans of a rule that begin on the days from `from` to `to`. */
function spansOf(rule: Rule, from: number, to: number): Span[] {
  const first = dayOf(rule.firstDay);
  const last = Math.min(to, rule.lastDay === null ? to : dayOf(rule.lastDay));
  const days = rule.rrule === null ? [first] : daysOfRule(rule.rrule, first, from, last);
  return days
    .filter(day => day >= from && day <= last)
    .map((day): Span => [day * dayMinutes + rule.fromMinute, day * dayMinutes + rule.toMinute]);
}

/** Spans in order, joined where they touch. */
function joined(spans: readonly Span[]): Span[] {
  const found: Span[] = [];
  for (const span of spans.toSorted(([a], [b]) => a - b)) {
    const last = found.at(-1);
    if (last && span[0] <= last[1]) found[found.length - 1] = [last[0], Math.max(last[1], span[1])];
    else found.push(span);
  }
  return found;
}

/** The slots that begin on the days from `from` to `to`, in order. One that something closed reaches into is left out, as
 * is one that the clock never shows. */
export function slotsOf({ zone, slotMinutes, rules }: Plan, from: number, to: number): Slot[] {
  // What began the day before may reach into the first one.
  const spans = (kind: Rule['kind']) =>
    joined(rules.filter(rule => rule.kind === kind).flatMap(rule => spansOf(rule, from - 2, to + 1)));
  const closed = spans('closed');
  const isOpen = (start: WallMinute, end: WallMinute) => !closed.some(([a, b]) => start < b && end > a);
  const [first, end] = [from * dayMinutes, (to + 1) * dayMinutes];
  return spans('open').flatMap(([opens, closes]) => {
    const slots: Slot[] = [];
    let [startMs, endMs] = [Number.NaN, msOfWall(zone, opens)];
    for (let start = opens; start + slotMinutes <= closes && start < end; start += slotMinutes) {
      const to = start + slotMinutes;
      [startMs, endMs] = [endMs, msOfWall(zone, to)];
      if (start >= first && isOpen(start, to) && endMs > startMs) slots.push({ from: start, to, startMs, endMs });
    }
    return slots;
  });
}

/** The slots that a booking from one wall time to another takes, or null where they are not all there, one after the
 * other. */
export function runOf(plan: Plan, from: WallMinute, to: WallMinute): Slot[] | null {
  const slots = slotsOf(plan, Math.floor(from / dayMinutes), Math.floor((to - 1) / dayMinutes));
  const run = slots.filter(slot => slot.from >= from && slot.to <= to);
  const touches = run.every((slot, index) => slot.from === (run[index - 1]?.to ?? from));
  return touches && run.at(-1)?.to === to ? run : null;
}

export interface Limits {
  zone: string;
  capacity: number;
  beforeMinutes: number;
  afterMinutes: number;
  noticeMinutes: number;
  aheadDays: number;
}

/** So many have it from one moment to another. Such spans do not overlap, and come in order. */
export interface Taken {
  fromMs: number;
  toMs: number;
  count: number;
}

const minuteMs = 60_000;

/** What a booking keeps others out of: itself and its buffers. */
export const occupied = (startMs: number, endMs: number, { beforeMinutes, afterMinutes }: Limits) => ({
  fromMs: startMs - beforeMinutes * minuteMs,
  toMs: endMs + afterMinutes * minuteMs,
});

/** How many more can have a slot. */
export function freeIn(slot: Pick<Slot, 'startMs' | 'endMs'>, limits: Limits, taken: readonly Taken[]): number {
  const { fromMs, toMs } = occupied(slot.startMs, slot.endMs, limits);
  let most = 0;
  for (let index = firstEndingAfter(taken, fromMs); index < taken.length && taken[index]!.fromMs < toMs; index++)
    most = Math.max(most, taken[index]!.count);
  return Math.max(0, limits.capacity - most);
}

function firstEndingAfter(taken: readonly Taken[], ms: number): number {
  let [low, high] = [0, taken.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (taken[middle]!.toMs > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

export type Bookable = 'yes' | 'too_soon' | 'too_far';

/** Whether a slot can be booked now, going by notice and how far ahead that is allowed; what day it is now is looked up
 * once for all slots that are asked about. */
export function bookableAt(
  { zone, noticeMinutes, aheadDays }: Limits,
  now: Instant,
): (slot: Pick<Slot, 'startMs' | 'from'>) => Bookable {
  const soonestMs = epochMs(now) + noticeMinutes * minuteMs;
  const lastDay = dayAt(zone, now) + aheadDays;
  return ({ startMs, from }) => {
    if (startMs < soonestMs) return 'too_soon';
    return Math.floor(from / dayMinutes) > lastDay ? 'too_far' : 'yes';
  };
}

/** The clock of UTC shows whole minutes as every other does. */
const instantOfMinute = (minute: number): Instant => `${wallText(minute)}:00.000Z`;

/** A slot as it is shown. */
export const showSlot = ({ from, to, startMs, endMs }: Slot) => ({
  start: wallText(from),
  end: wallText(to),
  startsAt: instantOfMinute(startMs / minuteMs),
  endsAt: instantOfMinute(endMs / minuteMs),
});
