import { expect, test } from 'vitest';
import { isAddressed, sees } from '../domain/audience.ts';
import { hides, mainReason, weightPercent } from '../domain/flags.ts';
import { checkAnswer, isClosed, showsResults } from '../domain/poll.ts';

const nobody = { entranceIds: [], unitKinds: [], unitIds: [] };
const home = { buildingId: 'b', unitId: 'u', entranceId: 'e', kind: 'flat' as const };

test('entrances and kinds narrow each other, named homes are added, and nothing named means everybody', () => {
  expect(isAddressed(home, nobody)).toBe(true);
  expect(isAddressed(home, { ...nobody, entranceIds: ['e'] })).toBe(true);
  expect(isAddressed(home, { ...nobody, entranceIds: ['e'], unitKinds: ['parking'] })).toBe(false);
  expect(isAddressed(home, { ...nobody, entranceIds: ['e'], unitKinds: ['flat'] })).toBe(true);
  expect(isAddressed(home, { entranceIds: ['x'], unitKinds: ['parking'], unitIds: ['u'] })).toBe(true);
  expect(isAddressed(home, { ...nobody, unitIds: ['x'] })).toBe(false);
  expect(isAddressed({ ...home, entranceId: null }, { ...nobody, entranceIds: ['e'] })).toBe(false);
  expect(isAddressed({ ...home, kind: null }, { ...nobody, unitKinds: ['flat'] })).toBe(false);
});

test('authors see their own in every state while they live there, staff what was not deleted', () => {
  const post = {
    buildingId: 'b',
    authorId: 'a',
    audience: nobody,
    state: 'scheduled',
    expiresAt: null,
    hidden: true,
  } as const;
  const now = '2026-03-02T09:00:00.000Z';
  expect(sees(post, { userId: 'a', staff: false, homes: [home] }, now)).toBe(true);
  expect(sees(post, { userId: 'a', staff: false, homes: [] }, now)).toBe(false);
  expect(sees(post, { userId: 'c', staff: false, homes: [home] }, now)).toBe(false);
  expect(sees(post, { userId: 'c', staff: true, homes: [] }, now)).toBe(true);
  expect(sees({ ...post, state: 'deleted' }, { userId: 'a', staff: true, homes: [home] }, now)).toBe(false);
});

test('a flag weighs by how often its author was right, and one mistake silences nobody', () => {
  expect(weightPercent({ upheld: 0, rejected: 0 })).toBe(100);
  expect(weightPercent({ upheld: 8, rejected: 0 })).toBe(180);
  expect(weightPercent({ upheld: 0, rejected: 1 })).toBe(67);
  expect(weightPercent({ upheld: 0, rejected: 18 })).toBe(10);
});

test('flags hide from their threshold on, but never what the management wrote', () => {
  expect(hides(299, 300, false)).toBe(false);
  expect(hides(300, 300, false)).toBe(true);
  expect(hides(900, 300, true)).toBe(false);
  expect(mainReason(['spam', 'private', 'private'])).toBe('private');
  expect(mainReason(['spam', 'private'])).toBe('spam');
});

test('a poll takes fitting answers until its end, and an anonymous one shows them only then', () => {
  const poll = { multiple: false, anonymous: true, closesAt: '2026-03-02T09:00:00.000Z', closedAt: null };
  const before = '2026-03-02T08:59:59.999Z';
  const refused =
    (chosen: string[], now = before, more = {}) =>
    () =>
      checkAnswer({ ...poll, ...more }, ['a', 'b'], chosen, now);
  expect(refused(['a'])).not.toThrow();
  expect(refused(['a'], poll.closesAt)).toThrow('over');
  expect(refused(['a'], before, { closedAt: before })).toThrow('over');
  expect(refused(['a', 'b'])).toThrow('one answer');
  expect(refused(['a', 'b'], before, { multiple: true })).not.toThrow();
  expect(refused(['a', 'a'], before, { multiple: true })).toThrow('once');
  expect(refused(['c'])).toThrow('no such answer');
  expect([isClosed(poll, before), isClosed(poll, poll.closesAt)]).toEqual([false, true]);
  expect([showsResults(poll, before), showsResults(poll, poll.closesAt)]).toEqual([false, true]);
  expect(showsResults({ ...poll, anonymous: false }, before)).toBe(true);
});
