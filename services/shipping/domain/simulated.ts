// What the simulated carrier does with a parcel. Its ways are chosen by the recipient's postcode, so that each can be
// tried on demand.

import type { TrackingKind } from '../contract/wire.ts';

/**
 * - `arrives`: as it should. `refused`: no label is given (postcode 00990).
 * - `fails`: nobody is there, the parcel goes back (00991).
 * - `silent`: no webhook is ever sent, the carrier must be asked (00992).
 * - `stutters`: each webhook comes three times, and the hand-over after the transport (00993).
 */
export type Scenario = 'arrives' | 'refused' | 'fails' | 'silent' | 'stutters';

const magic: Readonly<Record<string, Scenario>> = {
  '00990': 'refused',
  '00991': 'fails',
  '00992': 'silent',
  '00993': 'stutters',
};

export const scenarioOf = (postcode: string): Scenario => magic[postcode] ?? 'arrives';

export type Step = Extract<
  TrackingKind,
  'labelled' | 'handed_over' | 'in_transit' | 'ready_for_pickup' | 'delivered' | 'returning' | 'failed' | 'cancelled'
>;

/** The step after another, or null at the end of the way. */
export function stepAfter(step: Step, scenario: Scenario, handover: string): Step | null {
  if (step === 'labelled') return 'handed_over';
  if (step === 'handed_over') return 'in_transit';
  if (step === 'returning') return 'failed';
  if (step !== 'in_transit') return null;
  if (scenario === 'fails') return 'returning';
  return handover === 'door' ? 'delivered' : 'ready_for_pickup';
}

/** How often a step is told, and after how many paces. */
export function tellingOf(step: Step, scenario: Scenario): { copies: number; delayPaces: number } {
  if (scenario === 'silent') return { copies: 0, delayPaces: 0 };
  if (scenario === 'stutters') return { copies: 3, delayPaces: step === 'handed_over' ? 1.5 : 0 };
  return { copies: 1, delayPaces: 0 };
}

/** Where a step happens; the simulated carrier knows two depots. */
export const placeOf = (step: Step): string | null =>
  ({ handed_over: 'Depot Nord', in_transit: 'Depot Süd' })[step as 'handed_over'] ?? null;
