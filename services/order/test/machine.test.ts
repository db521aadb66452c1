import { expect, test } from 'vitest';
import { advance, drawMachine, machine, type Outcome, restMs, type SagaState, stepsOf } from '../domain/saga.ts';

const states = Object.keys(machine) as SagaState[];
const facts = { hasUses: true, resumed: false };

test('from every state some end is reached, whatever comes', () => {
  const ends = (from: SagaState, seen: Set<SagaState>): boolean => {
    if (machine[from].final) return true;
    if (seen.has(from)) return false;
    const next = new Set(Object.values(machine[from].on));
    return [...next].some(state => ends(state, new Set([...seen, from])));
  };
  for (const state of states) expect(ends(state, new Set())).toBe(true);
});

test('whatever is not known is tried again or undone, in every state that does something', () => {
  for (const state of states) if (!machine[state].final) expect(machine[state].on.unavailable).toBeDefined();
});

test('after the money is taken there is no way back', () => {
  const after: SagaState[] = ['confirmed', 'completed'];
  for (const state of after) for (const next of Object.values(machine[state].on)) expect(after).toContain(next);
});

test('what may have been done is undone last first, and nothing that was refused', () => {
  expect(advance('holding_stock', 'refused', [], facts).undo).toEqual([]);
  expect(advance('holding_stock', 'unavailable', [], facts).undo).toEqual(['releaseStock']);
  expect(advance('holding_uses', 'refused', [], facts).undo).toEqual(['releaseStock']);
  expect(advance('authorising', 'declined', [], facts).undo).toEqual(['releaseUses', 'releaseStock']);
  expect(advance('authorising', 'unavailable', [], facts).undo).toEqual(['voidPayment', 'releaseUses', 'releaseStock']);
  expect(advance('authorising', 'unavailable', [], { ...facts, hasUses: false }).undo).toEqual([
    'voidPayment',
    'releaseStock',
  ]);
});

test('a driver that took over cannot know what was done, and undoes all', () => {
  const undo = ['voidPayment', 'releaseUses', 'releaseStock'];
  for (const outcome of ['refused', 'unavailable', 'expired'] as const)
    expect(advance('holding_stock', outcome, [], { ...facts, resumed: true }).undo).toEqual(undo);
});

test('an outcome that a state does not know is a fault of the machine', () => {
  expect(() => advance('completed', 'done' as Outcome, [], facts)).toThrow(/does not know/);
});

test('without uses of promotions nothing is asked about them', () => {
  expect(stepsOf('holding_uses', [], { hasUses: false })).toEqual([]);
  expect(stepsOf('charging', [], { hasUses: false })).toEqual(['confirmStock']);
});

test('rests double up to twenty seconds', () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(restMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
});

test('the diagram shows every state and every way', () => {
  const drawn = drawMachine();
  for (const state of states) expect(drawn).toContain(state);
  expect(drawn).toContain('awaiting_payment: awaiting_payment\\naskPayment\\nuntil the holds end');
  expect(drawn).toContain('capturing --> confirmed: captured');
  expect(drawn).toContain('cancelled --> compensating: late_money');
});
