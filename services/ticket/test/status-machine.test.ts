import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Action, isActive, type Standing, type TicketState, transition } from '../domain/status.ts';

const opened: TicketState = { status: 'open', askedFrom: null, assigneeId: null, closeReason: null };

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.constant<Action>({ do: 'assign', assigneeId: 'somebody' }),
  fc.constantFrom<Action>(
    { do: 'unassign' },
    { do: 'start' },
    { do: 'ask' },
    { do: 'answer' },
    { do: 'resolve' },
    { do: 'reopen' },
  ),
  fc.constantFrom('solved', 'duplicate', 'withdrawn', 'auto_closed').map(reason => ({ do: 'close', reason }) as Action),
);
const who = fc.constantFrom<Standing>('staff', 'household', 'observer', 'platform');

test('whatever people try in whatever order, a ticket stays in a state that makes sense', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(action, who), { maxLength: 40 }), steps => {
      let state = opened;
      for (const [step, by] of steps) {
        try {
          state = transition(state, step, by);
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^(failed_precondition|permission_denied)$/) });
        }
        expect(state.askedFrom !== null).toBe(state.status === 'waiting_for_resident');
        expect(state.closeReason !== null).toBe(state.status === 'closed');
        if (state.status === 'open') expect(state.assigneeId).toBeNull();
        if (state.status === 'assigned' || state.status === 'in_progress') expect(state.assigneeId).not.toBeNull();
      }
    }),
    { numRuns: 400 },
  );
});

test('a ticket goes on after the answer where it was when the question came', () => {
  const open = transition(transition(opened, { do: 'ask' }, 'staff'), { do: 'answer' }, 'household');
  expect(open).toEqual(opened);
  const asked = transition(opened, { do: 'ask' }, 'staff');
  const given = transition(asked, { do: 'assign', assigneeId: 'somebody' }, 'staff');
  expect(given.status).toBe('waiting_for_resident');
  expect(transition(given, { do: 'answer' }, 'household')).toMatchObject({ status: 'assigned' });
  expect(transition(transition(given, { do: 'unassign' }, 'staff'), { do: 'answer' }, 'household').status).toBe('open');
});

test('a duplicate is never reopened', () => {
  const merged = transition(opened, { do: 'close', reason: 'duplicate' }, 'staff');
  expect(() => transition(merged, { do: 'reopen' }, 'staff')).toThrow('merged into another');
});

test('only nobody closes for lack of an answer, and only staff do the work', () => {
  const resolved = transition(opened, { do: 'resolve' }, 'staff');
  expect(isActive(resolved.status)).toBe(false);
  expect(() => transition(resolved, { do: 'close', reason: 'auto_closed' }, 'staff')).toThrow('Only platform');
  expect(() => transition(opened, { do: 'resolve' }, 'household')).toThrow('Only staff');
  expect(() => transition(resolved, { do: 'close', reason: 'solved' }, 'observer')).toThrow('Only staff or household');
});
