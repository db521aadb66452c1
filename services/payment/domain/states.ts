// What a payment becomes by what its provider says. Transitions go forward only: what is final stays, however late or often
// the provider says something else.

import type { PaymentState } from '../contract.ts';

/** What a provider says of a payment. `absent`: it has none by our key. `unknown`: it did not answer. */
export type Report =
  | { state: 'authorised' | 'captured' | 'voided'; ref: string }
  | { state: 'declined'; ref: string | null; reason: string }
  | { state: 'action_required'; ref: string; url: string }
  | { state: 'pending'; ref: string | null }
  | { state: 'absent' }
  | { state: 'unknown'; reason: string };

export type Step =
  | { do: 'nothing' }
  /** Goes on, with no money lost or given up. */
  | { do: 'advance'; to: 'authorised' | 'action_required' | 'unknown' }
  /** Ends without money; what gift cards gave goes back to them. */
  | { do: 'give_up'; to: 'declined'; reason: string }
  | { do: 'finish_capture' }
  /** It ended here, but the provider may hold or have taken money: that goes back. */
  | { do: 'give_back' };

const nothing: Step = { do: 'nothing' };

/** States in which the provider's word is waited for. */
export const isOpen = (state: PaymentState): boolean =>
  state === 'initiated' || state === 'unknown' || state === 'action_required';

/** States in which it ended without money. */
export const isOver = (state: PaymentState): boolean =>
  state === 'declined' || state === 'voided' || state === 'expired';

/** The next step of a payment in `state` whose provider says `report`. */
export function decide(state: PaymentState, report: Report): Step {
  if (isOpen(state)) return ofOpen(state, report);
  if (isOver(state)) return holdsMoney(report) ? { do: 'give_back' } : nothing;
  if (state === 'capturing' && report.state === 'captured') return { do: 'finish_capture' };
  if (state === 'captured') return nothing;
  // Held, as we thought, but the provider let it go: a hold lasts some days only.
  if (report.state === 'voided' || report.state === 'declined')
    return { do: 'give_up', to: 'declined', reason: 'authorisation_lapsed' };
  return nothing;
}

const holdsMoney = ({ state }: Report): boolean =>
  state === 'authorised' || state === 'captured' || state === 'action_required' || state === 'pending';

function ofOpen(state: PaymentState, report: Report): Step {
  switch (report.state) {
    // Taken without being told to: it is ours to capture all the same, once it is known whom it is owed to.
    case 'authorised':
    case 'captured':
      return { do: 'advance', to: 'authorised' };
    case 'declined':
      return { do: 'give_up', to: 'declined', reason: report.reason };
    case 'voided':
      return { do: 'give_up', to: 'declined', reason: 'cancelled' };
    case 'action_required':
      return state === 'action_required' ? nothing : { do: 'advance', to: 'action_required' };
    case 'pending':
    case 'unknown':
      return state === 'initiated' ? { do: 'advance', to: 'unknown' } : nothing;
    case 'absent':
      return nothing;
  }
}

/** Seconds until a payment is looked at again, after so many looks in vain. */
export const checkDelaySeconds = (checks: number): number => Math.min(600, 2 * 2 ** Math.min(checks, 9));

/** How long after it was asked a provider may still take in what it says it has not: ten times our patience with it. */
export const lateArrivalSeconds = 600;

/** After how long something the provider never got counts as refused. */
export const notReceivedSeconds = 60;
