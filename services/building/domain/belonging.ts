// Who may belong to what home, from when to when, and who may change it.

import { fail } from '#kernel/errors';
import type { Relation, UnitKind } from '../contract/wire.ts';

/** Days in the building's zone; `movesOutOn` is the last one. */
export interface Stay {
  movesInOn: string | null;
  movesOutOn: string | null;
}

/** Whether a stay begins now or later. Raises `failed_precondition` if it would be over. */
export function beginning({ movesInOn, movesOutOn }: Stay, today: string): 'upcoming' | 'active' {
  const first = movesInOn !== null && movesInOn > today ? movesInOn : today;
  if (movesOutOn !== null && movesOutOn < first)
    fail('failed_precondition', `The last day, ${movesOutOn}, is before ${first}; choose a later one.`, {
      reason: 'stay_over',
    });
  return first > today ? 'upcoming' : 'active';
}

/** Whether somebody counts as living there. Nobody lives in a parking space or a storage room, and a member of the
 * household always lives there. Raises `failed_precondition` where that contradicts. */
export function livesThere(kind: UnitKind, relation: Relation, wished: boolean): boolean {
  const livable = kind === 'flat' || kind === 'commercial';
  if (relation === 'household' && !livable)
    fail('failed_precondition', 'Nobody lives in a parking space or storage room; take it as an owner or tenant.', {
      reason: 'not_livable',
    });
  if (relation === 'household' && !wished)
    fail('failed_precondition', 'Who belongs to the household lives there; move out instead.', {
      reason: 'household_lives_there',
    });
  return wished && livable;
}

/** Whether an owner of the home may let others belong to it as this. */
export const ownerMayInvite = (relation: Relation): boolean => relation !== 'owner';

/** Whether somebody may end a stay: a manager, the person themselves, an owner for a member of the household. */
export const mayEnd = (by: { manager: boolean; self: boolean; owner: boolean }, relation: Relation): boolean =>
  by.manager || by.self || (by.owner && relation === 'household');

/** The days of a stay after a change. A manager may set any; others only shorten what they were given, as more would be
 * a right nobody gave them. Raises `failed_precondition`. */
export function changedStay(
  { state, ...stay }: Stay & { state: 'upcoming' | 'active' },
  change: { movesInOn?: string | undefined; movesOutOn?: string | null | undefined },
  { manager, today }: { manager: boolean; today: string },
): Stay {
  const { movesInOn = stay.movesInOn, movesOutOn = stay.movesOutOn } = change;
  if (movesInOn !== stay.movesInOn && state === 'active')
    fail('failed_precondition', 'The day of moving in has come already.', { reason: 'moved_in' });
  const earlier = movesInOn !== null && stay.movesInOn !== null && movesInOn < stay.movesInOn;
  const later = stay.movesOutOn !== null && (movesOutOn === null || movesOutOn > stay.movesOutOn);
  if (!manager && (earlier || later))
    fail('failed_precondition', 'Ask the manager of the building for a longer stay.', { reason: 'manager_decides' });
  if (movesOutOn !== stay.movesOutOn || movesInOn !== stay.movesInOn) beginning({ movesInOn, movesOutOn }, today);
  return { movesInOn, movesOutOn };
}
