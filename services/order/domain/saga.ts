// The checkout as one machine: every state, what is done in it, what follows from what became of that, which timers run,
// and what is undone when nothing comes of it. Data first, then the one function that reads it; generated/checkout.md is
// drawn from the same data.
//
// Only those states are saved from which a crash could not otherwise tell what to do: every step is repeatable by its
// key, so a resumed checkout simply goes through the steps before the next saved state once more.

import type { OrderState } from '../contract/wire.ts';

export type Step =
  | 'holdStock'
  | 'holdUses'
  | 'authorise'
  | 'askPayment'
  | 'confirmStock'
  | 'confirmUses'
  | 'capture'
  | 'requestShipments'
  | 'voidPayment'
  | 'releaseUses'
  | 'releaseStock';

/**
 * - `refused`: for good, and nothing was done. `unavailable`: no answer, so it may have been done or not.
 * - The others are what a payment can be: `declined` also stands for one that was let go.
 * - `expired`: the time for which things are held has passed. `cancelled`: the buyer wants it no more.
 * - `late_money`: a payment of a cancelled order was found to have come through after all.
 */
export type Outcome =
  | 'done'
  | 'refused'
  | 'unavailable'
  | 'authorised'
  | 'action_required'
  | 'unknown'
  | 'declined'
  | 'captured'
  | 'expired'
  | 'cancelled'
  | 'late_money';

export type SagaState =
  | 'holding_stock'
  | 'holding_uses'
  | 'authorising'
  | 'awaiting_payment'
  | 'payment_unknown'
  | 'charging'
  | 'capturing'
  | 'confirmed'
  | 'completed'
  | 'compensating'
  | 'cancelled';

export interface StateSpec {
  /** What people see meanwhile. */
  order: OrderState;
  /** `first`: before its steps. `beside`: while they run, and before anything after them. */
  saved: 'no' | 'first' | 'beside';
  /** What is done: all at once. `undo` stands for what is left to be undone, one after the other. */
  steps: readonly Step[] | 'undo';
  on: Partial<Record<Outcome, SagaState>>;
  /** What may have been done by now, last first: it is undone where this does not come about. */
  undo: readonly Step[];
  /** What an outcome leaves nothing to be undone of, beside that list. */
  spared?: Partial<Record<Outcome, readonly Step[]>>;
  /** Outcomes after which it is tried again later. */
  rests?: readonly Outcome[];
  /** Ends when the holds do: `expired`. */
  expires: boolean;
  /** Nothing follows by itself. */
  final?: true;
}

const everything = ['voidPayment', 'releaseUses', 'releaseStock'] as const satisfies readonly Step[];

export const machine: Readonly<Record<SagaState, StateSpec>> = {
  holding_stock: {
    order: 'pending',
    saved: 'first',
    steps: ['holdStock'],
    on: {
      done: 'holding_uses',
      refused: 'compensating',
      unavailable: 'compensating',
      expired: 'compensating',
      cancelled: 'compensating',
    },
    undo: ['releaseStock'],
    spared: { refused: ['releaseStock'] },
    expires: true,
  },
  holding_uses: {
    order: 'pending',
    saved: 'no',
    steps: ['holdUses'],
    on: { done: 'authorising', refused: 'compensating', unavailable: 'compensating', expired: 'compensating' },
    undo: ['releaseUses', 'releaseStock'],
    spared: { refused: ['releaseUses'] },
    expires: true,
  },
  authorising: {
    order: 'pending',
    saved: 'no',
    steps: ['authorise'],
    on: {
      authorised: 'charging',
      captured: 'charging',
      action_required: 'awaiting_payment',
      unknown: 'payment_unknown',
      declined: 'compensating',
      refused: 'compensating',
      unavailable: 'compensating',
      expired: 'compensating',
    },
    rests: ['action_required', 'unknown'],
    undo: everything,
    spared: { declined: ['voidPayment'] },
    expires: true,
  },
  awaiting_payment: {
    order: 'awaiting_payment',
    saved: 'first',
    steps: ['askPayment'],
    on: {
      authorised: 'charging',
      captured: 'charging',
      action_required: 'awaiting_payment',
      unknown: 'payment_unknown',
      unavailable: 'awaiting_payment',
      declined: 'compensating',
      refused: 'compensating',
      expired: 'compensating',
      cancelled: 'compensating',
    },
    rests: ['action_required', 'unknown', 'unavailable'],
    undo: everything,
    spared: { declined: ['voidPayment'] },
    expires: true,
  },
  payment_unknown: {
    order: 'payment_unknown',
    saved: 'first',
    steps: ['askPayment'],
    on: {
      authorised: 'charging',
      captured: 'charging',
      action_required: 'awaiting_payment',
      unknown: 'payment_unknown',
      unavailable: 'payment_unknown',
      declined: 'compensating',
      refused: 'compensating',
      expired: 'compensating',
      cancelled: 'compensating',
    },
    rests: ['action_required', 'unknown', 'unavailable'],
    undo: everything,
    spared: { declined: ['voidPayment'] },
    expires: true,
  },
  // The pivot. What is confirmed does not expire, so a refusal says that it never was and that nothing was captured:
  // only then is there a way back.
  charging: {
    order: 'pending',
    saved: 'beside',
    steps: ['confirmStock', 'confirmUses'],
    on: { done: 'capturing', refused: 'compensating', unavailable: 'charging' },
    rests: ['unavailable'],
    undo: everything,
    expires: false,
  },
  capturing: {
    order: 'pending',
    saved: 'no',
    steps: ['capture'],
    on: {
      captured: 'confirmed',
      unknown: 'charging',
      unavailable: 'charging',
      refused: 'compensating',
      declined: 'compensating',
    },
    rests: ['unknown', 'unavailable'],
    undo: everything,
    expires: false,
  },
  confirmed: {
    order: 'confirmed',
    saved: 'first',
    steps: ['requestShipments'],
    on: { done: 'completed', unavailable: 'confirmed', refused: 'confirmed' },
    rests: ['unavailable', 'refused'],
    undo: [],
    expires: false,
  },
  completed: { order: 'confirmed', saved: 'first', steps: [], on: {}, undo: [], expires: false, final: true },
  compensating: {
    order: 'pending',
    saved: 'first',
    steps: 'undo',
    on: { done: 'cancelled', unavailable: 'compensating', refused: 'compensating' },
    rests: ['unavailable', 'refused'],
    undo: everything,
    expires: false,
  },
  cancelled: {
    order: 'cancelled',
    saved: 'first',
    steps: [],
    on: { late_money: 'compensating' },
    undo: everything,
    expires: false,
    final: true,
  },
};

/** Times in milliseconds. */
export const timers = {
  /** How long nobody else touches a checkout that is being driven; longer than a request to place one may take. */
  leaseMs: 30_000,
  /** Between two tries: doubling from the first to the last. */
  firstRestMs: 1_000,
  lastRestMs: 20_000,
  /** A payment is let go by itself so long after the holds. */
  paymentGraceMs: 3_600_000,
} as const;

/** How long to rest before the next try, after so many in vain. */
export const restMs = (attempts: number): number =>
  Math.min(timers.lastRestMs, timers.firstRestMs * 2 ** Math.min(attempts, 10));

export interface Transition {
  state: SagaState;
  /** Whether it is tried again later rather than now. */
  rests: boolean;
  /** What is left to be undone once it is compensated. */
  undo: readonly Step[];
}

/** What a checkout has to do with: without uses of promotions nothing is held of them. */
export interface Facts {
  hasUses: boolean;
  /** Whether it was taken over: what an earlier driver did after the last saved state is not known then. */
  resumed: boolean;
}

const usesOnly = new Set<Step>(['holdUses', 'confirmUses', 'releaseUses']);

/** The steps of a state that there is a reason to do. */
export const stepsOf = (
  state: SagaState,
  undo: readonly Step[],
  { hasUses }: Pick<Facts, 'hasUses'>,
): readonly Step[] => {
  const { steps } = machine[state];
  return (steps === 'undo' ? undo : steps).filter(step => hasUses || !usesOnly.has(step));
};

/**
 * What follows from an outcome. Throws on an outcome that a state does not know: that is a fault in the machine.
 */
export function advance(state: SagaState, outcome: Outcome, undo: readonly Step[], facts: Facts): Transition {
  const { on, rests = [], undo: possible, spared = {} } = machine[state];
  const next = on[outcome];
  if (!next) throw new Error(`a checkout in ${state} does not know ${outcome}`);
  if (next !== 'compensating') return { state: next, rests: rests.includes(outcome), undo: [] };
  if (state === 'compensating') return { state: next, rests: true, undo };
  const left = facts.resumed ? everything : possible.filter(step => !spared[outcome]?.includes(step));
  return { state: next, rests: false, undo: left.filter(step => facts.hasUses || !usesOnly.has(step)) };
}

/** The machine as a Mermaid state diagram. */
export function drawMachine(): string {
  const lines = Object.entries(machine).flatMap(([state, spec]) => {
    const byTarget = Map.groupBy(Object.entries(spec.on), ([, target]) => target);
    const arrows = [...byTarget].map(
      ([target, outcomes]) => `  ${state} --> ${target}: ${outcomes.map(([outcome]) => outcome).join(', ')}`,
    );
    const does = spec.steps === 'undo' ? 'undo what may have been done, last first' : spec.steps.join(', ');
    const until = spec.expires ? '\\nuntil the holds end' : '';
    return [
      ...(does ? [`  ${state}: ${state}\\n${does}${until}`] : []),
      ...arrows,
      ...(spec.final ? [`  ${state} --> [*]`] : []),
    ];
  });
  return ['stateDiagram-v2', '  [*] --> holding_stock', ...lines].join('\n');
}
