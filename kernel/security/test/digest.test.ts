import { expect, test } from 'vitest';
import { uuidOf } from '../digest.ts';

test('the id that follows from a hash is a UUID', () => {
  const id = uuidOf(new Uint8Array(32).fill(255));
  expect(id).toBe('ffffffff-ffff-8fff-bfff-ffffffffffff');
});
