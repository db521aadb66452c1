// A job and the money for it as one machine: every state, what is asked of payment in it, and what follows from the
// answer. Data first, then the one function that reads it; generated/jobs.md is drawn from the same data.
//
// A state is saved before its step is done, and every step is repeatable by its ids: whoever takes a job over after a crash
// does the step of its state once more. Until `capturing` the slot may still be lost and no money is taken. From `booked`
// on the money lies in escrow, and leaves it only through `settling` or `cancelling`: to the provider, to the resident, or
// to both.

export type JobState =
  | 'accepted'
  | 'authorising'
  | 'awaiting_payment'
  | 'payment_unknown'
  | 'capturing'
  | 'booked'
  | 'done'
  | 'disputed'
  | 'settling'
  | 'completed'
  | 'cancelling'
  | 'cancelled'
  | 'voiding'
  | 'lapsed';

export type Step = 'authorise' | 'ask' | 'capture' | 'settle' | 'void';

/**
 * - `declined`: no money is held or taken, for good. `unknown`: nobody knows yet. `unavailable`: no answer.
 * - `expired`: it was not paid in time. `cancelled`: somebody does not want it any more.
 * - `work_done`: by the provider. `confirmed`: by the resident, or by nobody's word to the contrary. `disputed`: not done
 *   right. `decided`: by a manager.
 * - `settled`: the escrow is empty. `voided`: nothing is held.
 * - `late_money`: a payment of a job that has lapsed was found to have come through after all.
 */
export type Outcome =
  | 'pay'
  | 'authorised'
  | 'action_required'
  | 'unknown'
  | 'declined'
  | 'unavailable'
  | 'captured'
  | 'expired'
  | 'cancelled'
  | 'work_done'
  | 'confirmed'
  | 'disputed'
  | 'decided'
  | 'settled'
  | 'voided'
  | 'late_money';

export interface StateSpec {
  step: Step | null;
  on: Partial<Record<Outcome, JobState>>;
  /** Outcomes after which it is tried again later. */
  rests: readonly Outcome[];
  /** Ends when the time to pay does: `expired`. */
  expires: boolean;
  /** Whether the provider's time is kept for it. */
  takesTime: boolean;
  /** Nothing follows by itself. */
  final?: true;
}

const ends = { expired: 'voiding', cancelled: 'voiding' } as const;
const payments = { authorised: 'capturing', captured: 'capturing', declined: 'accepted' } as const;
const waits = { action_required: 'awaiting_payment', unknown: 'payment_unknown' } as const;
const asks = { rests: ['action_required', 'unknown', 'unavailable'], expires: true, takesTime: true } as const;
const still = { step: null, rests: [], expires: false } as const;

export const machine: Readonly<Record<JobState, StateSpec>> = {
  accepted: { ...still, on: { pay: 'authorising', ...ends }, expires: true, takesTime: true },
  authorising: {
    ...asks,
    step: 'authorise',
    on: { ...payments, ...waits, unavailable: 'payment_unknown', ...ends },
  },
  awaiting_payment: { ...asks, step: 'ask', on: { ...payments, ...waits, unavailable: 'awaiting_payment', ...ends } },
  payment_unknown: { ...asks, step: 'ask', on: { ...payments, ...waits, unavailable: 'payment_unknown', ...ends } },
  // The pivot.
  capturing: {
    step: 'capture',
    on: { captured: 'booked', unknown: 'capturing', unavailable: 'capturing', declined: 'voiding' },
    rests: ['unknown', 'unavailable'],
    expires: false,
    takesTime: true,
  },
  booked: { ...still, on: { work_done: 'done', disputed: 'disputed', cancelled: 'cancelling' }, takesTime: true },
  done: { ...still, on: { confirmed: 'settling', disputed: 'disputed' }, takesTime: true },
  disputed: { ...still, on: { confirmed: 'settling', decided: 'settling' }, takesTime: true },
  settling: {
    step: 'settle',
    on: { settled: 'completed', unavailable: 'settling' },
    rests: ['unavailable'],
    expires: false,
    takesTime: true,
  },
  completed: { ...still, on: {}, takesTime: true, final: true },
  cancelling: {
    step: 'settle',
    on: { settled: 'cancelled', unavailable: 'cancelling' },
    rests: ['unavailable'],
    expires: false,
    takesTime: false,
  },
  cancelled: { ...still, on: {}, takesTime: false, final: true },
  voiding: {
    step: 'void',
    on: { voided: 'lapsed', unavailable: 'voiding' },
    rests: ['unavailable'],
    expires: false,
    takesTime: false,
  },
  lapsed: { ...still, on: { late_money: 'voiding' }, takesTime: false, final: true },
};

/** Times in milliseconds. */
export const timers = {
  /** How long nobody else touches a job that is being driven; longer than a request may take. */
  leaseMs: 30_000,
  /** Between two tries: doubling from the first to the last. */
  firstRestMs: 1_000,
  lastRestMs: 60_000,
  /** A payment is let go by itself so long after the time to pay. */
  paymentGraceMs: 3_600_000,
} as const;

/** How long to rest before the next try, after so many in vain. */
export const restMs = (attempts: number): number =>
  Math.min(timers.lastRestMs, timers.firstRestMs * 2 ** Math.min(attempts, 10));

/** What follows from an outcome, and whether it rests there. Throws on an outcome that a state does not know: that is a
 * fault in the machine. */
export function advance(state: JobState, outcome: Outcome): { state: JobState; rests: boolean } {
  const { on, rests } = machine[state];
  const next = on[outcome];
  if (!next) throw new Error(`a job in ${state} does not know ${outcome}`);
  return { state: next, rests: rests.includes(outcome) || machine[next].step === null };
}

/** Whether a state takes an outcome from outside: a cancellation, a word that it is done. */
export const takes = (state: JobState, outcome: Outcome): boolean => machine[state].on[outcome] !== undefined;

/** The machine as a Mermaid state diagram. */
export function drawMachine(): string {
  const lines = Object.entries(machine).flatMap(([state, spec]) => {
    const byTarget = Map.groupBy(Object.entries(spec.on), ([, target]) => target);
    const arrows = [...byTarget].map(
      ([target, outcomes]) => `  ${state} --> ${target}: ${outcomes.map(([outcome]) => outcome).join(', ')}`,
    );
    const notes = [spec.step ?? '', spec.expires ? 'until the time to pay is over' : ''].filter(Boolean);
    return [
      ...(notes.length > 0 ? [`  ${state}: ${[state, ...notes].join('\\n')}`] : []),
      ...arrows,
      ...(spec.final ? [`  ${state} --> [*]`] : []),
    ];
  });
  return ['stateDiagram-v2', '  [*] --> accepted', ...lines].join('\n');
}
