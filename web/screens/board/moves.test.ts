import { expect, test } from 'vitest';
import { besides, stepTo, targetsOf } from './moves.ts';

const ticket = { status: 'open', assigneeId: null, mergedInto: null } as const;

test('a card goes right step by step', () => {
  expect(besides(ticket, 'right')).toBe('assigned');
  expect(besides({ ...ticket, status: 'assigned', assigneeId: 'a' }, 'right')).toBe('in_progress');
  expect(besides({ ...ticket, status: 'in_progress', assigneeId: 'a' }, 'right')).toBe('waiting_for_resident');
  expect(besides({ ...ticket, status: 'resolved', assigneeId: 'a' }, 'right')).toBe('closed');
});

test('what cannot be is no target', () => {
  expect(besides(ticket, 'left')).toBeUndefined();
  expect(targetsOf({ ...ticket, status: 'in_progress', assigneeId: 'a' })).not.toContain('assigned');
});

test('what is reopened or answered goes back to whoever had it', () => {
  expect(stepTo({ ...ticket, status: 'resolved' }, 'open')).toBe('reopen');
  expect(stepTo({ ...ticket, status: 'resolved' }, 'assigned')).toBeNull();
  expect(stepTo({ ...ticket, status: 'closed', assigneeId: 'a' }, 'assigned')).toBe('reopen');
  expect(stepTo({ ...ticket, status: 'waiting_for_resident', assigneeId: 'a' }, 'open')).toBeNull();
});

test('a duplicate stays closed', () => {
  expect(targetsOf({ status: 'closed', assigneeId: 'a', mergedInto: 'b' })).toEqual([]);
});
