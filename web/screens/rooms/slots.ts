// What the slots of a resource come to: how free a day is, which times can be taken together, what is free next.

import type { OutputOf } from '#kernel/contract';
import type { booking } from '#services/booking/contract';
import { minutesBetween } from './wall.ts';

export type Slot = OutputOf<typeof booking.endpoints.getAvailability>['slots'][number];
export interface Span {
  start: string;
  end: string;
}

const dayOf = ({ start }: Span): string => start.slice(0, 10);

export const slotsOn = (slots: readonly Slot[], day: string): Slot[] => slots.filter(slot => dayOf(slot) === day);

/** What can be chosen: to book it, or to wait for it. */
export const isChoosable = ({ bookable }: Slot): boolean => bookable === 'yes' || bookable === 'taken';

export type Freedom = 'closed' | 'none' | 'few' | 'many' | 'draw';

/** How free a day is, by its slots. */
export function freedomOf(slots: readonly Slot[]): { free: number; all: number; level: Freedom } {
  const free = slots.filter(({ bookable }) => bookable === 'yes').length;
  const level = slots.some(({ bookable }) => bookable === 'in_draw')
    ? 'draw'
    : slots.length === 0
      ? 'closed'
      : free === 0
        ? 'none'
        : free * 3 <= slots.length
          ? 'few'
          : 'many';
  return { free, all: slots.length, level };
}

/** The slots one can take from one on, one after the other, up to so many. */
export function reachOf(slots: readonly Slot[], start: string, maxSlots: number, may = isChoosable): Slot[] {
  const from = slots.findIndex(slot => slot.start === start);
  const run: Slot[] = [];
  for (const slot of from < 0 ? [] : slots.slice(from, from + maxSlots)) {
    const before = run.at(-1);
    if (!may(slot) || (before && before.end !== slot.start)) break;
    run.push(slot);
  }
  return run;
}

/** The slots of a span, or an empty list where they are not all to be chosen. */
export function runOf(slots: readonly Slot[], { start, end }: Span, maxSlots: number): Slot[] {
  const reach = reachOf(slots, start, maxSlots);
  const last = reach.findIndex(slot => slot.end === end);
  return reach.slice(0, last + 1);
}

/** What a click on a slot makes of what is chosen: longer up to there if that is in reach, else a new beginning. */
export function choose(slots: readonly Slot[], chosen: Span | null, slot: Slot, maxSlots: number): Span | null {
  if (chosen && chosen.start === slot.start && chosen.end === slot.end) return null;
  if (chosen && slot.start >= chosen.end) {
    const longer = runOf(slots, { start: chosen.start, end: slot.end }, maxSlots);
    const alike = longer.every(({ bookable }) => bookable === slot.bookable);
    if (longer.length > 0 && alike) return { start: chosen.start, end: slot.end };
  }
  return { start: slot.start, end: slot.end };
}

/** The next free spans as long as one, from a time on; they do not overlap. */
export function nextFree(slots: readonly Slot[], { start, end }: Span, count: number): Span[] {
  const minutes = minutesBetween(start, end);
  const found: Span[] = [];
  for (const [index, slot] of slots.entries()) {
    if (found.length === count) break;
    if (slot.start < (found.at(-1)?.end ?? start)) continue;
    let last = index;
    while (
      slots[last]?.bookable === 'yes' &&
      minutesBetween(slot.start, slots[last]!.end) < minutes &&
      slots[last + 1]?.start === slots[last]!.end
    )
      last++;
    const until = slots[last]!;
    if (until.bookable === 'yes' && minutesBetween(slot.start, until.end) === minutes)
      found.push({ start: slot.start, end: until.end });
  }
  return found;
}
