import { expect, test } from 'vitest';
import { placeOf } from './place-of.ts';

test('only a place in the app is led to after the sign-in', () => {
  expect(placeOf('/tickets/1?tab=2#end')).toBe('/tickets/1?tab=2#end');
  for (const elsewhere of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    7,
    undefined,
  ])
    expect(placeOf(elsewhere)).toBeUndefined();
});
