import { expect, test } from 'vitest';
import { mayKeep, mayModerate, mayPin, mayPost, mayRead, type Place, type Standing } from '../domain/access.ts';

const place = (more: Partial<Place> = {}): Place => ({
  kind: 'building',
  archived: false,
  createdBy: null,
  pair: [null, null],
  ...more,
});
const nobody: Standing = {
  userId: 'ada',
  lives: false,
  verified: false,
  behindEntrance: false,
  manager: false,
  staff: false,
};
const resident: Standing = { ...nobody, lives: true, verified: true };
const manager: Standing = { ...nobody, manager: true, staff: true };

test('who reads follows from who lives and works where', () => {
  expect(mayRead(place(), nobody)).toBe(false);
  expect(mayRead(place(), resident)).toBe(true);
  expect(mayRead(place({ kind: 'topic' }), manager)).toBe(true);
  expect(mayRead(place({ kind: 'entrance' }), resident)).toBe(false);
  expect(mayRead(place({ kind: 'entrance' }), { ...resident, behindEntrance: true })).toBe(true);
  expect(mayRead(place({ kind: 'entrance' }), manager)).toBe(true);
  const direct = place({ kind: 'direct', pair: ['ada', 'ben'] });
  expect(mayRead(direct, resident)).toBe(true);
  expect(mayRead(direct, nobody)).toBe(false);
  expect(mayRead(direct, { ...manager, userId: 'max' })).toBe(false);
  expect(mayRead(direct, { ...resident, userId: 'cem' })).toBe(false);
});

test('only those who are verified or work there speak, and nobody in what is archived', () => {
  expect(mayPost(place(), { ...resident, verified: false })).toBe(false);
  expect(mayPost(place(), resident)).toBe(true);
  expect(mayPost(place(), manager)).toBe(true);
  expect(mayPost(place({ archived: true }), manager)).toBe(false);
});

test('managers take back and keep; what two say is theirs', () => {
  expect(mayModerate(place(), resident)).toBe(false);
  expect(mayModerate(place(), manager)).toBe(true);
  expect(mayModerate(place({ kind: 'direct' }), manager)).toBe(false);
  expect(mayKeep(place({ kind: 'topic', createdBy: 'ada' }), resident)).toBe(true);
  expect(mayKeep(place({ kind: 'topic', createdBy: 'ben' }), resident)).toBe(false);
  expect(mayKeep(place(), manager)).toBe(false);
  expect(mayPin(place(), resident)).toBe(false);
  expect(mayPin(place({ kind: 'direct' }), resident)).toBe(true);
});
