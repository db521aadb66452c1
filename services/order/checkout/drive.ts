// Drives a checkout from where it stands to where it rests or ends: step by step through the machine.

import { messageOf } from '#kernel/errors';
import type { OrderCtx } from '../definition.ts';
import { advance, machine, type Outcome, type Step, stepsOf, type Transition } from '../domain/saga.ts';
import type { Checkout, Position } from './checkout.ts';
import { refusalOf } from './refusals.ts';
import { savePosition } from './save.ts';
import { perform, type StepResult } from './steps.ts';

/** Gives where the checkout came to rest, or null if somebody else took it over meanwhile. */
export async function drive(ctx: OrderCtx, checkout: Checkout, start: Position): Promise<Position | null> {
  let position = start;
  let saving = Promise.resolve(true);
  for (;;) {
    const [saved, results] = await Promise.all([saving, performSteps(ctx, checkout, position)]);
    if (!saved) return null;
    position = follow(position, results, { hasUses: checkout.uses.length > 0, resumed: position.resumed });
    const { saved: when, final } = machine[position.state];
    saving = when === 'no' && !position.resting ? Promise.resolve(true) : savePosition(ctx, checkout, position);
    // What goes on only beside its saving is looked at together with its steps.
    if (when === 'beside' && !position.resting) continue;
    if (!(await saving)) return null;
    if (final || position.resting || position.state === 'confirmed') return position;
  }
}

async function performSteps(ctx: OrderCtx, checkout: Checkout, position: Position): Promise<StepResult[]> {
  const { state, undo } = position;
  const { expires, steps: kind } = machine[state];
  if (expires && ctx.now() >= checkout.expiresAt) return [resultOf('holdStock', 'expired')];
  const steps = stepsOf(state, undo, { hasUses: checkout.uses.length > 0 });
  if (kind !== 'undo') return Promise.all(steps.map(step => perform(ctx, checkout, step)));
  const results: StepResult[] = [];
  for (const step of steps) {
    const result = await perform(ctx, checkout, step);
    results.push(result);
    if (result.outcome !== 'done') break;
  }
  return results;
}

const resultOf = (step: Step, outcome: Outcome): StepResult => ({ step, outcome, payment: null, error: null });

/** Of several steps at once a refusal decides, then what is not known. */
const together = (results: readonly StepResult[]): Outcome =>
  (results.find(({ outcome }) => outcome === 'refused') ?? results.find(({ outcome }) => outcome !== 'done'))
    ?.outcome ?? 'done';

/** Where the results lead. */
function follow(
  position: Position,
  results: readonly StepResult[],
  facts: { hasUses: boolean; resumed: boolean },
): Position {
  const outcome = together(results);
  const next = advance(position.state, outcome, position.undo, facts);
  // With nothing to undo there is nothing to save before it is undone.
  const state = next.state === 'compensating' && next.undo.length === 0 ? 'cancelled' : next.state;
  const payment = results.find(result => result.payment)?.payment;
  const error = results.find(result => result.error !== null)?.error ?? null;
  const begins = next.state === 'compensating' && position.state !== 'compensating';
  return {
    ...position,
    ...(begins && refusalOf(outcome, results)),
    ...(payment && { paymentState: payment.state, actionUrl: payment.action?.url ?? null }),
    ...progress(position, { ...next, state }),
    lastError: error === null ? null : messageOf(error),
  };
}

/** The version goes up with each state that is saved. */
function progress(
  position: Position,
  { state, rests, undo }: Transition,
): Pick<Position, 'state' | 'savedState' | 'version' | 'attempts' | 'resting' | 'undo'> {
  const { saved, final } = machine[state];
  const saves = saved !== 'no' || rests;
  const again = rests && state === position.savedState;
  return {
    state,
    savedState: saves ? state : position.savedState,
    version: saves ? position.version + 1 : position.version,
    attempts: again ? position.attempts + 1 : 0,
    resting: rests || final === true || state === 'confirmed',
    undo,
  };
}
