import { expect, test } from 'vitest';
import { fitting, mentionBegun, stillNamed, withMention } from './mentions.ts';

const people = [
  { userId: '1', name: 'Ada Weiß' },
  { userId: '2', name: 'Ben Adler' },
  { userId: '3', name: 'Carla Noll' },
];

test('an @ at the beginning of a word begins a mention, one within a word does not', () => {
  expect(mentionBegun('Ask @Ad')).toBe('Ad');
  expect(mentionBegun('@')).toBe('');
  expect(mentionBegun('write to ada@example')).toBeNull();
  expect(mentionBegun('no one')).toBeNull();
});

test('people are found by the beginning of any of their names', () => {
  expect(fitting(people, 'ad').map(({ userId }) => userId)).toEqual(['1', '2']);
  expect(fitting(people, 'nol').map(({ userId }) => userId)).toEqual(['3']);
  expect(fitting(people, 'x')).toEqual([]);
});

test('a chosen name takes the place of what was typed of it, and counts as long as it stands there', () => {
  const { text, cursor } = withMention('Ask @be about it', 7, 'Ben Adler');
  expect(text).toBe('Ask @Ben Adler  about it');
  expect(cursor).toBe('Ask @Ben Adler '.length);
  expect(stillNamed(text, [people[1]!, people[0]!, people[1]!])).toEqual(['2']);
});
