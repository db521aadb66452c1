import { expect, test } from 'vitest';
import { matches } from './matches.ts';

test('every word counts, wherever it stands, with or without its accents', () => {
  expect(matches('kuche hahn', ['Der Hahn tropft', 'in der Küche'])).toBe(true);
  expect(matches('Hahn Bad', ['Der Hahn tropft', undefined])).toBe(false);
});
