// A parcel's way goes forward only: what a carrier tells late or twice changes nothing.

import type { ShipmentState, TrackingKind } from '../contract/wire.ts';

const rank: Readonly<Record<ShipmentState, number>> = {
  pending: 0,
  labelled: 1,
  handed_over: 2,
  in_transit: 3,
  ready_for_pickup: 4,
  delivered: 5,
  failed: 5,
  cancelled: 5,
};

export const isFinal = (state: ShipmentState): boolean => rank[state] === 5;

/** Until the carrier has it a parcel can be changed, split and cancelled. */
export const isOpen = (state: ShipmentState): boolean => rank[state] < rank.handed_over;

/** Whether a parcel in one state can come into another; steps between may go untold. */
export function canBecome(from: ShipmentState, to: ShipmentState): boolean {
  if (to === 'cancelled') return isOpen(from);
  return rank[to] > rank[from];
}

export type Milestone = 'handed_over' | 'ready_for_pickup' | 'delivered' | 'failed';

/** What others are told of a move, in order. A parcel on its way was handed over, whether the carrier said so or not. */
export function milestones(from: ShipmentState, to: ShipmentState): Milestone[] {
  const told: Milestone[] = [];
  if (isOpen(from) && !isOpen(to) && to !== 'failed' && to !== 'cancelled') told.push('handed_over');
  if (to === 'ready_for_pickup' || to === 'delivered' || to === 'failed') told.push(to);
  return told;
}

/** The state a word of the timeline stands for, or null. */
export const stateOf = (kind: TrackingKind): ShipmentState | null => (kind in rank ? (kind as ShipmentState) : null);
