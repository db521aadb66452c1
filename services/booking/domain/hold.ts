// A slot and the money for it as one machine: every state, what is asked of payment in it, and what follows from the
// answer. Data first, then the one function that reads it.
//
// A state is saved before its step is done, and every step is repeatable by its payment's id: whoever takes a hold over
// after a crash does the step of its state once more. Until `capturing` the slot may still be lost and no money is taken;
// from there on the slot is kept and the money is asked for until it is there, or known never to come.

export type HoldState =
  | 'holding'
  | 'authorising'
  | 'awaiting_payment'
  | 'payment_unknown'
  | 'awaiting_approval'
  | 'capturing'
  | 'confirmed'
  | 'voiding'
  | 'over';

export type Step = 'authorise' | 'ask' | 'capture' | 'void';

/**
 * - `declined`: no money is held or taken, for good. `unknown`: nobody knows yet. `unavailable`: no answer.
 * - `approved`, `refused`: by the manager. `cancelled`: not wanted any more. `expired`: its time is over.
 * - `late_money`: a payment of a hold that is over was found to have come through after all.
 */
export type Outcome =
  | 'pay'
  | 'authorised'
  | 'action_required'
  | 'unknown'
  | 'declined'
  | 'unavailable'
  | 'approved'
  | 'refused'
  | 'captured'
  | 'expired'
  | 'cancelled'
  | 'done'
  | 'late_money';

export interface StateSpec {
  step: Step | null;
  on: Partial<Record<Outcome, HoldState>>;
  /** Outcomes after which it is tried again later. */
  rests: readonly Outcome[];
  /** Ends when the hold does: `expired`. */
  expires: boolean;
  /** Nothing follows by itself. */
  final?: true;
}

const ends = { expired: 'voiding', cancelled: 'voiding' } as const;
const payments = { authorised: 'capturing', captured: 'capturing', declined: 'holding' } as const;
const waits = { action_required: 'awaiting_payment', unknown: 'payment_unknown' } as const;

export const machine: Readonly<Record<HoldState, StateSpec>> = {
  holding: { step: null, on: { pay: 'authorising', ...ends }, rests: [], expires: true },
  authorising: {
    step: 'authorise',
    on: { ...payments, ...waits, unavailable: 'payment_unknown', ...ends },
    rests: ['action_required', 'unknown', 'unavailable'],
    expires: true,
  },
  awaiting_payment: {
    step: 'ask',
    on: { ...payments, ...waits, unavailable: 'awaiting_payment', ...ends },
    rests: ['action_required', 'unknown', 'unavailable'],
    expires: true,
  },
  payment_unknown: {
    step: 'ask',
    on: { ...payments, ...waits, unavailable: 'payment_unknown', ...ends },
    rests: ['action_required', 'unknown', 'unavailable'],
    expires: true,
  },
  awaiting_approval: {
    step: null,
    on: { approved: 'capturing', refused: 'voiding', ...ends },
    rests: [],
    expires: true,
  },
  // The pivot.
  capturing: {
    step: 'capture',
    on: { captured: 'confirmed', unknown: 'capturing', unavailable: 'capturing', declined: 'voiding' },
    rests: ['unknown', 'unavailable'],
    expires: false,
  },
  confirmed: { step: null, on: {}, rests: [], expires: false, final: true },
  voiding: {
    step: 'void',
    on: { done: 'over', unavailable: 'voiding' },
    rests: ['unavailable'],
    expires: false,
  },
  over: { step: null, on: { late_money: 'voiding' }, rests: [], expires: false, final: true },
};

/** Times in milliseconds. */
export const timers = {
  /** How long a slot is held for whoever pays. */
  holdMs: 180_000,
  /** How long nobody else touches a hold that is being driven; longer than a request may take. */
  leaseMs: 30_000,
  /** Between two tries: doubling from the first to the last. */
  firstRestMs: 1_000,
  lastRestMs: 20_000,
  /** A payment is let go by itself so long after the hold. */
  paymentGraceMs: 3_600_000,
} as const;

/** How long to rest before the next try, after so many in vain. */
export const restMs = (attempts: number): number =>
  Math.min(timers.lastRestMs, timers.firstRestMs * 2 ** Math.min(attempts, 10));

/**
 * What follows from an outcome, and whether it rests there. Money that is held waits for the manager where one decides.
 * Throws on an outcome that a state does not know: that is a fault in the machine.
 */
export function advance(state: HoldState, outcome: Outcome, needsApproval: boolean) {
  const { on, rests } = machine[state];
  const next = on[outcome];
  if (!next) throw new Error(`a hold in ${state} does not know ${outcome}`);
  const decided = state === 'awaiting_approval' || state === 'capturing';
  const to: HoldState = next === 'capturing' && needsApproval && !decided ? 'awaiting_approval' : next;
  return { state: to, rests: rests.includes(outcome) || machine[to].step === null };
}

/** Whether a state takes an outcome from outside: a manager's decision, a cancellation. */
export const takes = (state: HoldState, outcome: Outcome): boolean => machine[state].on[outcome] !== undefined;
