// Whether somebody may book a time, going by all that a resource asks: its hours, its notice, its terms.

import { fail } from '#kernel/errors';
import type { Instant } from '#kernel/time';
import { bookableAt, type Limits, type Plan, runOf, type Slot } from './availability.ts';
import { dayMinutes, dayOf, wallOf } from './wall.ts';

export interface Days {
  firstDay: string;
  lastDay: string;
}

/** What a resource asks of whoever books it. */
export interface Conditions {
  plan: Plan;
  limits: Limits;
  maxSlots: number;
  active: boolean;
  outOfOrder: boolean;
  /** Zero where there are none. */
  termsVersion: number;
  /** Days that are given by lot. */
  draws: readonly Days[];
}

export interface Wish {
  start: string;
  end: string;
  acceptedTerms: number | undefined;
}

/** Whether a wall time lies on a day that is given by lot. */
export const isDrawn = (from: number, draws: readonly Days[]): boolean => {
  const day = Math.floor(from / dayMinutes);
  return draws.some(({ firstDay, lastDay }) => day >= dayOf(firstDay) && day <= dayOf(lastDay));
};

/** The slots of a wish. Raises `failed_precondition` with the reason where they are not to be had, whoever else has them. */
export function slotsOfWish({ plan, maxSlots, ...rest }: Conditions, { start, end, acceptedTerms }: Wish): Slot[] {
  if (!rest.active) refuse('archived', 'This cannot be booked any more.');
  const [from, to] = [wallOf(start), wallOf(end)];
  if (to <= from) fail('invalid_argument', 'A booking ends after it starts.');
  // Before the slots are counted out: nothing is that long.
  if (to - from > maxSlots * plan.slotMinutes)
    refuse('too_long', `At most ${maxSlots} slots of ${plan.slotMinutes} minutes can be booked at once.`);
  const run = runOf(plan, from, to);
  if (!run) return refuse('not_open', 'It is not open then, or the time does not begin and end with its slots.');
  if (rest.termsVersion > 0 && acceptedTerms !== rest.termsVersion)
    refuse('terms_not_accepted', `Accept the terms in their version ${rest.termsVersion} first.`);
  return run;
}

/** The same for booking it now, rather than to wait for it. Raises as above. */
export function admit(conditions: Conditions, wish: Wish, now: Instant): Slot[] {
  const run = slotsOfWish(conditions, wish);
  const first = run[0]!;
  requireAhead(first, conditions, now);
  if (conditions.outOfOrder) refuse('out_of_order', 'It is out of order for now; try again when it is repaired.');
  if (isDrawn(first.from, conditions.draws)) refuse('in_draw', 'This day is given by lot: enter the draw.');
  return run;
}

/** Raises unless a time is neither too soon nor too far away. */
export function requireAhead(first: Slot, { limits }: Pick<Conditions, 'limits'>, now: Instant): void {
  const when = bookableAt(limits, now)(first);
  if (when === 'too_soon') refuse('too_soon', `Book at least ${limits.noticeMinutes} minutes before the start.`);
  if (when === 'too_far') refuse('too_far', `It can be booked up to ${limits.aheadDays} days ahead.`);
}

const refuse = (reason: string, message: string): never => fail('failed_precondition', message, { reason });
