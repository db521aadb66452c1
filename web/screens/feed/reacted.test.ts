import { expect, test } from 'vitest';
import { reacted } from './reacted.ts';

test('one person has one reaction: another replaces it, none takes it back', () => {
  const liked = reacted({ reactions: { like: 2 }, myReaction: null }, 'like');
  expect(liked).toEqual({ reactions: { like: 3 }, myReaction: 'like' });
  const loved = reacted(liked, 'love');
  expect(loved).toEqual({ reactions: { like: 2, love: 1 }, myReaction: 'love' });
  expect(reacted(loved, null)).toEqual({ reactions: { like: 2, love: 0 }, myReaction: null });
});
